"""Completion inside a command: names of its parameters, and what may be given to them.

Source: TabExpansion2 of PowerShell 7.6 as recorded (tab.complete) and asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pssession.engine.commands import discovery
from pssession.engine.commands.completion.commands import commands
from pssession.engine.commands.completion.members import members
from pssession.engine.commands.completion.names import type_names
from pssession.engine.commands.completion.paths import paths, quoted
from pssession.engine.commands.completion.results import CompletionResult
from pssession.engine.commands.completion.worth import outputs
from pssession.engine.commands.metadata import AmbiguousName, CommandMetadata
from pssession.engine.commands.parameters import Parameter
from pssession.engine.syntax import nodes as n
from pssession.engine.values import enums
from pssession.engine.values.wildcards import matches

_QUOTES = "'\""


class Call:
    """Read a call as far as it is typed.

    Args:
        context: The session.
        node: The call's tree.
        root: The tree of the whole text.
        cursor: Where the cursor is.
    """

    def __init__(self, context: Any, node: n.CommandAst, root: Any, cursor: int) -> None:
        self.context = context
        self.node = node
        self.cursor = cursor
        self.name = ""
        first = node.command_elements[0]
        if isinstance(first, n.StringConstantExpressionAst):
            self.name = str(first.value)
        self.metadata = self._metadata(root)
        elements = node.command_elements[1:]
        self.word_at: Any = elements[-1] if elements and elements[-1].extent.end == cursor else None
        self.before = elements[:-1] if self.word_at is not None else elements

    def _metadata(self, root: Any) -> CommandMetadata | None:
        for one in root.walk():
            if isinstance(one, n.FunctionDefinitionAst) and one.name.lower() == self.name.lower():
                try:
                    return CommandMetadata.of_param_block(self.context, one.body.param_block or one.parameters or [], name=one.name)
                except Exception:  # a parameter's attribute may be unfinished
                    return None
        try:
            found = discovery.find_or_none(self.context, self.name) if self.name else None
            known = None if found is None else found.metadata
        except Exception:  # an alias that leads nowhere, a script that cannot be parsed
            return None
        self.name = found.name if found is not None else self.name
        return known if isinstance(known, CommandMetadata) else None

    def parameters(self, word: str) -> Iterator[CompletionResult]:
        """Give the parameters that begin with a word, without its dash."""
        known = self.metadata
        if known is None:
            return
        used, mask = self._used()
        listed = [*(one for one in known.own if not one.common), *(one for one in known.own if one.common)]
        for one in listed:
            if one.name not in used and matches(f"{word}*", one.name) and (one.mask & mask or one.common) and not one.dont_show:
                yield CompletionResult(f"-{one.name}", one.name, "ParameterName", f"[{_type_text(one)}] {one.name}")

    def _used(self) -> tuple[set[str], int]:
        """Give the names of parameters given before, and the parameter sets that they leave."""
        names: set[str] = set()
        mask = -1
        for one in self.before:
            if isinstance(one, n.CommandParameterAst):
                found = self._match(one.parameter_name)
                if found is not None:
                    names.add(found.name)
                    mask &= found.mask
        return names, mask or -1

    def _match(self, name: str) -> Parameter | None:
        try:
            return None if self.metadata is None else self.metadata.match(name)
        except AmbiguousName:
            return None

    def parameter_here(self) -> Parameter | None:
        """Find the parameter that the argument at the cursor belongs to."""
        if self.metadata is None:
            return None
        last = self.before[-1] if self.before else None
        if isinstance(last, n.CommandParameterAst) and last.argument is None:
            found = self._match(last.parameter_name)
            if found is not None and not found.is_switch:
                return found
        used, mask = self._used()
        places = self._places()
        candidates = [
            (use.position, one)
            for one in self.metadata.own
            if one.name not in used and not one.dynamic
            for use in one.uses_in(mask)
            if use.position is not None
        ]
        default = self.metadata.default_mask
        for wanted in (default, -1):
            at = [one for _, one in sorted(((p, one) for p, one in candidates if one.mask & (wanted or -1)), key=lambda pair: pair[0])]
            ordered = list(dict.fromkeys(at))
            if places < len(ordered):
                return ordered[places]
        return None

    def _places(self) -> int:
        """Count the arguments before the cursor that are given by place."""
        count, taken = 0, False
        for one in self.before:
            if isinstance(one, n.CommandParameterAst):
                found = self._match(one.parameter_name)
                taken = one.argument is None and found is not None and not found.is_switch
            elif taken:
                taken = False
            else:
                count += 1
        return count

    def values(self, word: str, parameter: Parameter | None) -> Iterable[CompletionResult]:
        """Give what may stand for an argument that begins with a word."""
        bare = word.strip(_QUOTES)
        if parameter is not None:
            listed = list(_listed(parameter, bare))
            if listed:
                return listed
            special = _SPECIAL.get((self.name.lower(), parameter.name.lower())) or _by_noun(self.name.lower(), parameter.name.lower())
            if special is not None:
                return list(special(self, bare))
        return paths(bare, folders_only=self.name.lower() in ("set-location", "push-location"))


def _type_text(parameter: Parameter) -> str:
    text = parameter.type_name
    suffix = ""
    while text.endswith("[]"):
        text, suffix = text[:-2], suffix + "[]"
    return (_KEYWORDS.get(text) or text.rpartition(".")[2].rpartition("+")[2].removesuffix("Parameter") or text) + suffix


_KEYWORDS = {
    "System.String": "string",
    "System.Int32": "int",
    "System.Int64": "long",
    "System.Boolean": "bool",
    "System.Double": "double",
    "System.Byte": "byte",
    "System.Char": "char",
    "System.Management.Automation.SwitchParameter": "switch",
    "System.Management.Automation.ScriptBlock": "scriptblock",
    "System.Collections.Hashtable": "hashtable",
    "System.DateTime": "datetime",
    "System.TimeSpan": "timespan",
    "System.Guid": "guid",
    "System.Uri": "uri",
    "System.Management.Automation.PSObject": "psobject",
    "System.Management.Automation.PSCredential": "pscredential",
    "System.Object": "Object",
}


def _listed(parameter: Parameter, word: str) -> Iterator[CompletionResult]:
    """Give the values that the parameter's own type and attributes list."""
    names: list[str] = []
    for one in parameter.validations:
        values = getattr(one, "valid_values", None) or getattr(one, "values", None)
        if isinstance(values, (list, tuple)):
            names = [str(value) for value in values]
    kind = parameter.type.element if parameter.type.element is not None else parameter.type
    if not names and kind.enum_values is not None:
        names = sorted(enums.names(kind), key=str.lower)
    if not names and parameter.type_name == "System.Boolean":
        names = ["$true", "$false"]
    for name in names:
        if matches(f"{word}*", name):
            text = name if name.startswith("$") else quoted(name)
            yield CompletionResult(text, name, "ParameterValue", name)


Special = Callable[[Call, str], Iterable[CompletionResult]]


def _command_names(call: Call, word: str) -> Iterable[CompletionResult]:
    return commands(call.context, word, programs=False)


def _types(call: Call, word: str) -> Iterable[CompletionResult]:
    return type_names(word)


def _plain(names: Iterable[str], word: str) -> Iterator[CompletionResult]:
    for name in names:
        if matches(f"{word}*", name):
            yield CompletionResult(quoted(name), name, "ParameterValue", name)


def _variable_names(call: Call, word: str) -> Iterable[CompletionResult]:
    found = {one.name for scope in call.context.scope.chain() for one in scope.variables.values()}
    return _plain(sorted(found, key=str.lower), word)


def _alias_names(call: Call, word: str) -> Iterable[CompletionResult]:
    found = {one.name for scope in call.context.scope.chain() for one in (scope.aliases or {}).values()}
    return _plain(sorted(found, key=str.lower), word)


def _module_names(call: Call, word: str) -> Iterable[CompletionResult]:
    found = {one.module_name for one in discovery.cmdlets(call.context) if one.module_name}
    found |= {str(getattr(one, "name", name)) for name, one in call.context.modules.items()}
    yield from _plain(sorted(found, key=str.lower), word)
    if "/" in word or word.startswith((".", "~")):
        yield from paths(word)


def _session_names(call: Call, word: str) -> Iterable[CompletionResult]:
    known = call.context.services.get("pssessions")
    return _plain([] if known is None else [str(one.name) for one in known.all()], word)


def _strict_versions(call: Call, word: str) -> Iterable[CompletionResult]:
    return _plain(("Latest", "3.0", "2.0", "1.0"), word)


def _properties(call: Call, word: str) -> Iterable[CompletionResult]:
    return _of_input(call, word, with_methods=False)


def _properties_and_methods(call: Call, word: str) -> Iterable[CompletionResult]:
    return _of_input(call, word, with_methods=True)


def _of_input(call: Call, word: str, *, with_methods: bool) -> Iterable[CompletionResult]:
    """Give the members of what comes through the pipeline."""
    pipeline = call.node.parent
    if not isinstance(pipeline, n.PipelineAst):
        return []
    place = next((at for at, one in enumerate(pipeline.pipeline_elements) if one is call.node), 0)
    worth = outputs(call.context, pipeline, place)
    if worth is None:
        return []
    found = members(worth, word, static=False, with_methods=with_methods)
    for one in found:
        one.completion_text = one.completion_text.removesuffix("(")
    return found


_SPECIAL: dict[tuple[str, str], Special] = {
    ("get-command", "name"): _command_names,
    ("get-help", "name"): _command_names,
    ("new-object", "typename"): _types,
    ("set-strictmode", "version"): _strict_versions,
    ("where-object", "property"): _properties,
    ("where-object", "filterscript"): _properties,
    ("foreach-object", "membername"): _properties_and_methods,
    ("foreach-object", "process"): _properties_and_methods,
    **{(name, "property"): _properties for name in (
        "select-object", "sort-object", "group-object", "measure-object", "compare-object",
        "format-table", "format-list", "format-wide", "format-custom", "get-unique",
    )},
    ("select-object", "expandproperty"): _properties,
    ("select-object", "excludeproperty"): _properties,
    **{(name, "name"): _module_names for name in ("import-module", "get-module", "remove-module")},
}  # fmt: skip
_NOUNS: dict[tuple[str, str], Special] = {
    ("variable", "name"): _variable_names,
    ("alias", "name"): _alias_names,
    ("pssession", "name"): _session_names,
}


def _by_noun(name: str, parameter: str) -> Special | None:
    return _NOUNS.get((name.partition("-")[2], parameter))
