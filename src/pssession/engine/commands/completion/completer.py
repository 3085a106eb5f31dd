"""How a text may go on at its cursor: what stands there decides who is asked.

Only the text before the cursor is read. The order of questions is that of the language: a variable, a type, a member, an operator, an
argument of a command, its name.

Source: TabExpansion2 of PowerShell 7.6 as recorded (tab.complete) and asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pssession.engine.commands.completion import names
from pssession.engine.commands.completion.arguments import Call
from pssession.engine.commands.completion.commands import commands
from pssession.engine.commands.completion.members import members
from pssession.engine.commands.completion.results import CommandCompletion, CompletionResult
from pssession.engine.commands.completion.worth import SIMPLE, worth_of
from pssession.engine.syntax import nodes as n
from pssession.engine.syntax import parse
from pssession.engine.syntax.kinds import TokenKind

_VARIABLE = re.compile(r"([$@])(\{?)([\w?:]*)$")
_MEMBER = re.compile(r"(\?\.|\.|::)([\w]*)$")
_TYPE = re.compile(r"(?:^|[\s(,;={|!&\[])\[([A-Za-z_][\w.]*)?$")
_OPERATOR = re.compile(r"\s([-–—―][A-Za-z]*)$")
_USING = re.compile(r"(?:^|[;\n])\s*using\s+(\w*)$", re.IGNORECASE)
_SEPARATORS = frozenset(
    (TokenKind.Pipe, TokenKind.Semi, TokenKind.NewLine, TokenKind.AndAnd, TokenKind.OrOr, TokenKind.LCurly, TokenKind.LParen,
     TokenKind.DollarParen, TokenKind.AtParen, TokenKind.Ampersand, TokenKind.Equals)
)  # fmt: skip
_TEXTS = (TokenKind.StringLiteral, TokenKind.HereStringLiteral)
_EXPANDABLE = (TokenKind.StringExpandable, TokenKind.HereStringExpandable)


def complete(context: Any, text: str, cursor: int) -> CommandCompletion:
    """Give the ways in which a text may go on.

    Args:
        context: The session.
        text: The text.
        cursor: Where the cursor is in it, from 0.
    """
    return Completion(context, text[:cursor]).find()


class Completion:
    """Answer one request.

    Args:
        context: The session.
        text: What stands before the cursor.
    """

    def __init__(self, context: Any, text: str) -> None:
        self._context = context
        self._text = text
        self._cursor = len(text)
        parsed = parse(text)
        self._root = parsed.ast
        self._tokens = [one for one in parsed.tokens if one.kind is not TokenKind.EndOfInput]
        self._last = self._tokens[-1] if self._tokens else None

    def find(self) -> CommandCompletion:
        """Give the answer."""
        if not self._text.strip():
            return self._answer((), self._cursor)
        inside = self._last is not None and self._last.end >= self._cursor
        if inside and self._last is not None and (self._last.kind is TokenKind.Comment or self._is_closed_text()):
            return self._answer((), self._cursor)
        for question in (self._variable, self._using, self._type, self._member, self._operator, self._command):
            answer = question()
            if answer is not None:
                return answer
        return self._answer((), self._cursor)

    def _answer(self, matches: Iterable[CompletionResult], start: int) -> CommandCompletion:
        return CommandCompletion(matches, start, self._cursor - start)

    def _is_closed_text(self) -> bool:
        """Tell whether the cursor is behind a text in quotes that is whole."""
        last = self._last
        return (
            last is not None
            and last.kind in (*_TEXTS, *_EXPANDABLE)
            and not last.has_error
            and last.end == self._cursor
            and not self._is_argument()
        )

    def _is_argument(self) -> bool:
        return self._call_here() is not None

    def _in_text(self, *, expandable: bool) -> bool:
        """Tell whether the cursor is inside a text in quotes."""
        last = self._last
        if last is None or last.end < self._cursor:
            return False
        return last.kind in _TEXTS or (not expandable and last.kind in _EXPANDABLE)

    # The questions.

    def _variable(self) -> CommandCompletion | None:
        found = _VARIABLE.search(self._text)
        if found is None or self._in_text(expandable=True):
            return None
        sigil, brace, typed = found.groups()
        if sigil == "@" and not typed:
            return None
        assigned = [
            one.variable_path.user_path
            for one in self._root.walk()
            if isinstance(one, n.VariableExpressionAst) and one.extent.end < self._cursor and one.variable_path.is_variable
        ]
        return self._answer(names.variables(self._context, typed, assigned, sigil=sigil, braced=bool(brace)), found.start())

    def _using(self) -> CommandCompletion | None:
        found = _USING.search(self._text)
        return None if found is None else self._answer(names.using_kinds(found[1]), found.start(1))

    def _member(self) -> CommandCompletion | None:
        found = _MEMBER.search(self._text)
        if found is None or found.start() == 0 or self._in_text(expandable=False):
            return None
        before = parse(self._text[: found.start()]).ast
        target = None
        for node in before.walk():
            if (
                isinstance(node, SIMPLE)
                and node.extent.end == found.start()
                and (target is None or node.extent.start < target.extent.start)
            ):
                target = node
        if target is None:
            return None
        worth = worth_of(self._context, target, before)
        if worth is None:
            return None if isinstance(target, n.StringConstantExpressionAst) else self._answer((), found.start(2))
        return self._answer(members(worth, found[2], static=found[1] == "::"), found.start(2))

    def _type(self) -> CommandCompletion | None:
        found = _TYPE.search(self._text)
        if found is None or self._in_text(expandable=False):
            return None
        word = found[1] or ""
        return self._answer(names.type_names(word) if word else (), self._cursor - len(word))

    def _operator(self) -> CommandCompletion | None:
        found = _OPERATOR.search(self._text)
        if found is None:
            return None
        left = parse(self._text[: found.start()]).ast
        end = len(self._text[: found.start()].rstrip())
        for node in left.walk():
            if isinstance(node, n.CommandExpressionAst) and node.extent.end == end:
                return self._answer(names.operators(found[1]), found.start(1))
        return None

    def _command(self) -> CommandCompletion | None:
        call = self._call_here()
        if call is not None:
            return self._argument(call)
        word, start = self._word()
        if not word:
            return None
        defined = [one.name for one in self._root.walk() if isinstance(one, n.FunctionDefinitionAst)]
        return self._answer(commands(self._context, word, further=defined), start)

    def _word(self) -> tuple[str, int]:
        """Give the word that ends at the cursor, and where it begins; nothing where it is no command's name."""
        last = self._last
        if last is None or last.end < self._cursor or last.kind in _SEPARATORS:
            return "", self._cursor
        position = len(self._tokens) - 1
        before = self._tokens[position - 1] if position else None
        if before is not None and before.kind not in _SEPARATORS and before.kind is not TokenKind.Dot:
            return "", self._cursor
        return last.text, last.start

    # Inside a command.

    def _call_here(self) -> Call | None:
        """Give the call whose arguments the cursor is among."""
        best: n.CommandAst | None = None
        for node in self._root.walk():
            if (
                isinstance(node, n.CommandAst)
                and node.extent.end <= self._cursor
                and (best is None or node.extent.start >= best.extent.start)
            ):
                best = node
        if best is None or not best.command_elements:
            return None
        gap = self._text[best.extent.end : self._cursor]
        if gap.strip(" \t") or (not gap and len(best.command_elements) == 1):
            return None
        return Call(self._context, best, self._root, self._cursor)

    def _argument(self, call: Call) -> CommandCompletion:
        here = call.word_at
        if isinstance(here, n.CommandParameterAst):
            if here.argument is None and not here.extent.text.endswith(":"):
                return self._answer(call.parameters(here.parameter_name), here.extent.start)
            call.before = [*call.before, here]
            start = here.extent.start + len(here.parameter_name) + 2
            word = self._text[start:]
            given = [*call.before[:-1], _Named(here.parameter_name)]
            call.before = given
            return self._answer(call.values(word, call.parameter_here()), start)
        word = "" if here is None else here.extent.text
        start = self._cursor - len(word)
        if word in ("-", "–", "—", "―"):
            return self._answer(call.parameters(""), start)
        inner = word.rpartition(",")
        if inner[1] and not word.startswith(("'", '"')):
            word, start = inner[2], start + len(inner[0]) + 1
        return self._answer(call.values(word, call.parameter_here()), start)


class _Named(n.CommandParameterAst):
    """Stand for a parameter whose argument is being typed behind its colon."""

    def __init__(self, name: str) -> None:
        from pssession.engine.syntax.nodes.base import Extent

        super().__init__(Extent(0, 0), name, None, Extent(0, 0))
