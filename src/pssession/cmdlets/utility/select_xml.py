"""Select-Xml. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from typing import Any

from pssession.cmdlets.utility.results import Result
from pssession.cmdlets.utility.text_files import found_paths, read_text
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import DotNetException, InvalidOperationException
from pssession.engine.values.conversions import convert, to_string
from pssession.engine.values.xml import nodes, paths
from pssession.engine.values.xml.adapter import node_of

_STREAM = "InputStream"


class SelectXmlInfo(Result):
    """Be one node that a path found."""

    dotnet_type = "Microsoft.PowerShell.Commands.SelectXmlInfo"
    shown = ("Node", "Path", "Pattern")

    def text_of(self) -> str:
        """Write the node's text."""
        node = node_of(self.node)
        return (node.data or "") if isinstance(node, nodes.Attribute) else node.inner_text.strip()


class SelectXmlCommand(Cmdlet):
    """Find nodes of XML by XPath."""

    def process(self) -> None:
        names = {to_string(prefix): to_string(uri) for prefix, uri in self.namespace.items()} if self.namespace is not None else {}
        if self.is_bound("Xml"):
            for value in self.xml:
                self._select(value, _STREAM, names)
        elif self.is_bound("Content"):
            for text in self.content:
                self._read(text, _STREAM, names)
        else:
            for path in found_paths(self, self.path, self.literal_path):
                content = read_text(self, path)
                if content is not None:
                    self._read(content, path, names)

    def _read(self, text: str, path: str, names: dict[str, str]) -> None:
        try:
            document = convert(text, "System.Xml.XmlDocument")
        except DotNetException as problem:
            inner = problem.inner if isinstance(problem.inner, DotNetException) else problem
            words = f"The value of the Content parameter is not valid XML: {inner.message}"
            if path != _STREAM:
                words = f"The file '{path}' cannot be read because it is not valid XML: {inner.message}"
            self.write_error(self.error("ProcessingFile", "NotSpecified", words, path, InvalidOperationException))
            return
        self._select(document, path, names)

    def _select(self, value: Any, path: str, names: dict[str, str]) -> None:
        for node in paths.select(node_of(value), self.x_path, names):
            self.write(SelectXmlInfo(node=nodes.outside(node), path=path, pattern=self.x_path))
