"""Select-String. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

import os
from collections import deque
from typing import Any

from pssession import objects as o
from pssession.cmdlets.utility.results import Result
from pssession.cmdlets.utility.text_files import found_paths, read_text
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import ArgumentException, DotNetException
from pssession.engine.values import regexes
from pssession.engine.values.conversions import to_string
from pssession.engine.values.matching import Match
from pssession.engine.values.operators.text import expression_of
from pssession.engine.values.ports import ports

_STREAM = "InputStream"


class MatchInfoContext(Result):
    """Hold the lines around a match."""

    dotnet_type = "Microsoft.PowerShell.Commands.MatchInfoContext"
    shown = ("PreContext", "PostContext", "DisplayPreContext", "DisplayPostContext")


class MatchInfo(Result):
    """Be one line that matched."""

    dotnet_type = "Microsoft.PowerShell.Commands.MatchInfo"
    shown = ("IgnoreCase", "LineNumber", "Line", "Filename", "Path", "Pattern", "Context", "Matches")

    def text_of(self) -> str:
        """Write place and line."""
        return self.to_emphasized_string(ports.location())

    def relative_path(self, folder: str) -> str:
        """Give the path as seen from a folder."""
        path = str(self.path)
        if path.startswith(folder.rstrip("/") + "/"):
            return os.path.relpath(path, folder)
        return path

    def to_emphasized_string(self, folder: str) -> str:
        """Write place and line, for the console."""
        lines = []
        around = self.context
        if around is not None:
            first = self.line_number - len(around.display_pre_context)
            lines += [self._line("  ", first + n, text, folder) for n, text in enumerate(around.display_pre_context)]
            lines.append(self._line("> ", self.line_number, self.line, folder))
            lines += [self._line("  ", self.line_number + 1 + n, text, folder) for n, text in enumerate(around.display_post_context)]
            return "\n".join(lines)
        return self._line("", self.line_number, self.line, folder)

    def _line(self, mark: str, number: int, text: str, folder: str) -> str:
        if self.path == _STREAM:
            return mark + text
        return f"{mark}{self.relative_path(folder)}:{number}:{text}"


class SelectStringCommand(Cmdlet):
    """Find lines that match a pattern."""

    def begin(self) -> None:
        self._ignore_case = not self.case_sensitive
        self._patterns: list[str] = self.pattern
        self._expressions: list[regexes.Expression] = []
        if not self.simple_match:
            for pattern in self._patterns:
                try:
                    self._expressions.append(expression_of(pattern, self._ignore_case))
                except DotNetException as problem:
                    words = f"The string {pattern} is not a valid regular expression: {problem.message}"
                    self.throw_terminating(self.error("InvalidRegex", "InvalidArgument", words, pattern, ArgumentException))
        around = self.context_ or [0]
        self._before, self._after = around[0], around[-1]
        self._line_number = 0
        self._stopped = False
        self._tail: deque[str] = deque(maxlen=self._before)
        self._open: list[tuple[MatchInfo, int]] = []

    def process(self) -> None:
        if self._stopped:
            return
        if self.parameter_set.startswith("Object"):
            item = self.input_object
            base = item.base if type(item) is o.PSObject else item
            path = getattr(base, "full_name", None) if type(base).__name__ == "FileInfo" else None
            if path is not None:
                self._search_file(str(path))
            else:
                self._line_number += 1
                self._search(to_string(item), _STREAM, self._line_number)
            return
        for path in found_paths(self, self.path, self.literal_path):
            if os.path.isfile(path) and self._is_chosen(path):
                self._search_file(path)

    def end(self) -> None:
        self._close()
        if self.quiet and not self._stopped and self.not_match:
            return

    def _is_chosen(self, path: str) -> bool:
        from pssession.engine.values import wildcards

        name = os.path.basename(path)
        if self.include and not any(wildcards.matches(pattern, name) for pattern in self.include):
            return False
        return not any(wildcards.matches(pattern, name) for pattern in self.exclude or ())

    def _search_file(self, path: str) -> None:
        text = read_text(self, path, self.encoding)
        if text is None:
            return
        self._close()
        for number, line in enumerate(text.splitlines(), 1):
            found = self._search(line, path, number)
            if self._stopped or (found and self.list):
                break
        self._close()

    def _close(self) -> None:
        for made, _ in self._open:
            self.write(made)
        self._open = []
        self._tail.clear()

    def _search(self, line: str, path: str, number: int) -> bool:
        still: list[tuple[MatchInfo, int]] = []
        for made, missing in self._open:
            made.context.post_context.append(line)
            made.context.display_post_context.append(line)
            if missing > 1:
                still.append((made, missing - 1))
            else:
                self.write(made)
        self._open = still
        found = self._match(line)
        if (found is not None) is bool(self.not_match):
            if self._before:
                self._tail.append(line)
            return False
        if self.quiet:
            self.write(True)
            self._stopped = True
            return True
        if self.raw:
            self.write(line)
            return True
        self._made(line, path, number, found or (self._patterns[0], []))
        return True

    def _made(self, line: str, path: str, number: int, found: tuple[str, list[Any]]) -> None:
        made = MatchInfo(
            ignore_case=self._ignore_case,
            line_number=number,
            line=line,
            filename=os.path.basename(path),
            path=path,
            pattern=found[0],
            matches=o.Array(found[1], "System.Text.RegularExpressions.Match"),
        )
        if self.context_ is not None:
            before = o.Array(list(self._tail), "System.String")
            after = o.Array([], "System.String")
            made.context = MatchInfoContext(
                pre_context=before, post_context=after, display_pre_context=list(before), display_post_context=[]
            )
        if self._before:
            self._tail.append(line)
        if self.context_ is not None and self._after:
            self._open.append((made, self._after))
        else:
            self.write(made)

    def _match(self, line: str) -> tuple[str, list[Any]] | None:
        if self.simple_match:
            folded = line.lower() if self._ignore_case else line
            for pattern in self._patterns:
                if (pattern.lower() if self._ignore_case else pattern) in folded:
                    return pattern, []
            return None
        for pattern, expression in zip(self._patterns, self._expressions):
            matches = expression.compiled.finditer(line)
            found = [Match(expression, one) for one in matches] if self.all_matches else []
            if not self.all_matches:
                first = next(matches, None)
                found = [] if first is None else [Match(expression, first)]
            if found:
                return pattern, found
        return None
