"""Classes and enums.

Source: about_Classes, about_Enum; behaviour at errors as PowerShell 7.6 was seen to have it.
"""

from __future__ import annotations

from typing import Any

from pssession.engine.syntax import nodes as n
from pssession.engine.syntax.kinds import TokenKind
from pssession.engine.syntax.lexer.state import COMMAND, EXPRESSION, SIGNATURE
from pssession.engine.syntax.parser.functions import Functions
from pssession.engine.syntax.tokens import Token, VariableToken

_K = TokenKind
_KEYWORD, _MEMBER_NAME, _TYPE_NAME = 0x10, 0x100000, 0x200000
_ENDS_MEMBER = frozenset((_K.NewLine, _K.Semi, _K.RCurly))
_UNDERLYING = frozenset(
    ["byte", "sbyte", "int16", "int32", "int64", "uint16", "uint32", "uint64", "int", "long", "short", "ushort", "uint", "ulong"]
)


class Classes(Functions):
    """Parse definitions of types."""

    __slots__ = ()

    def class_definition(self, attributes: list[n.AttributeBaseAst] | None, word: Token) -> n.StatementAst:
        """Parse a class behind its word."""
        self.skip_newlines()
        name = self.simple_name()
        if name is None:
            self.report_incomplete(word.end, word.end, "MissingNameAfterKeyword", word.text)
            return self.error_statement(word.start, word.end)
        token = self.lexer.tokens[-1]
        token.flags = token.flags & ~_MEMBER_NAME | _TYPE_NAME
        self.skip_newlines()
        mode = self.lexer.mode
        self.set_mode(SIGNATURE)
        made = self._class_body(attributes, word, name)
        self.set_mode(mode)
        return made

    def _class_body(self, attributes: list[n.AttributeBaseAst] | None, word: Token, name: Any) -> n.StatementAst:
        bases = self._bases()
        opening = self.take(_K.LCurly)
        if opening is None:
            end = (bases[-1] if bases else name).extent.end
            self.report_incomplete(end, end, "MissingTypeBody", word.kind.text)
            return self.error_statement(word.start, end, bases)
        end = opening.end
        members: list[n.MemberAst] = []
        broken: list[n.Ast] = []
        while True:
            member, left = self._class_member(name.value)
            if member is None and not left:
                break
            if member is not None:
                members.append(member)
                end = member.extent.end
            if left:
                broken += left
                end = left[-1].extent.end
        closing = self.next()
        if closing.kind is _K.RCurly:
            end = closing.end
        else:
            self.unget(closing)
            self.report_unclosed_behind(opening, closing)
        return self._definition(attributes, word, end, name.value, "Class", bases, members, broken)

    def _definition(
        self,
        attributes: list[n.AttributeBaseAst] | None,
        word: Token,
        end: int,
        name: str,
        kind: str,
        bases: list[n.TypeConstraintAst],
        members: list[n.MemberAst],
        broken: list[n.Ast],
    ) -> n.StatementAst:
        start = attributes[0].extent.start if attributes else word.start
        extent = self.span(start, end)
        own: list[n.AttributeBaseAst] = [each for each in attributes or () if isinstance(each, n.AttributeAst)]
        constraints = [each for each in attributes or () if isinstance(each, n.TypeConstraintAst)]
        self.has_types = True
        definition = n.TypeDefinitionAst(extent, name, kind, own, bases, members)
        if constraints:
            broken = [*broken, *constraints, definition]
        return n.ErrorStatementAst(extent, None, broken) if broken else definition

    def _bases(self) -> list[n.TypeConstraintAst]:
        bases: list[n.TypeConstraintAst] = []
        behind = self.take(_K.Colon)
        if behind is None:
            return bases
        self.skip_newlines()
        while True:
            name, _ = self.type_name(False)
            if name is None:
                self.report_incomplete(behind.end, behind.end, "TypeNameExpected")
                return bases
            bases.append(n.TypeConstraintAst(name.extent, name))
            self.skip_newlines()
            comma = self.take(_K.Comma)
            if comma is None:
                return bases
            behind = comma
            self.skip_newlines()

    # Members -----------------------------------------------------------------------------------------------------------------------------

    def _class_member(self, class_name: str) -> tuple[n.MemberAst | None, list[n.Ast]]:
        """Parse a member; give it, or what was read of a broken one."""
        start: int | None = None
        attributes: list[n.AttributeBaseAst] = []
        constraint: n.TypeConstraintAst | None = None
        qualifiers: dict[TokenKind, Token] = {}
        last: int | None = None
        while True:
            self.skip_newlines()
            attribute = self.attribute()
            if attribute is not None:
                last = attribute.extent.end
                if start is None:
                    start = attribute.extent.start
                if isinstance(attribute, n.AttributeAst):
                    attributes.append(attribute)
                elif constraint is None and isinstance(attribute, n.TypeConstraintAst):
                    constraint = attribute
                else:
                    self.report(attribute.extent.start, attribute.extent.end, "TooManyTypes")
                continue
            token = self.peek()
            if start is None:
                start = token.start
            if token.kind is not _K.Hidden and token.kind is not _K.Static:
                break
            if token.kind in qualifiers:
                self.report(token.start, token.end, "DuplicateQualifier", token.text)
            qualifiers[token.kind] = token
            last = token.end
            self.skip()
        traits = ("Public", *(kind.name for kind in (_K.Static, _K.Hidden) if kind in qualifiers))
        parts: list[n.Ast] = [*attributes] if constraint is None else [*attributes, constraint]
        if isinstance(token, VariableToken) and token.kind is _K.Variable:
            self.skip()
            return self._property(start, token, traits, attributes, constraint, parts)
        if token.kind is _K.Identifier or token.flags & _KEYWORD:
            token.flags = 0
            self.skip()
            function = self._method(token, class_name, _K.Static in qualifiers)
            if not isinstance(function, n.FunctionDefinitionAst):
                self.skip_before(_K.RCurly)
                return None, parts
            constructor = token.text.lower() == class_name.lower()
            extent = self.span(start, function.extent.end)
            return n.FunctionMemberAst(extent, function.name, traits, constructor, attributes, constraint, function), []
        if last is not None:
            self.report_incomplete(last, last, "IncompleteMemberDefinition")
            return None, parts
        return None, []

    def _property(
        self,
        start: int,
        token: VariableToken,
        traits: tuple[str, ...],
        attributes: list[n.AttributeBaseAst],
        constraint: n.TypeConstraintAst | None,
        parts: list[n.Ast],
    ) -> tuple[n.MemberAst | None, list[n.Ast]]:
        value: n.ExpressionAst | None = None
        if self.take(_K.Equals) is not None:
            self.skip_newlines()
            value = self.expression()
        end = token.end if value is None else value.extent.end
        terminator = self.peek()
        if terminator.kind not in _ENDS_MEMBER:
            self.report_incomplete(end, end, "MissingPropertyTerminator")
        self.skip_terminators()
        if terminator.kind is _K.Semi:
            end = terminator.end
        name = token.variable_path.name
        if not name:
            return None, parts if value is None else [*parts, value]
        return n.PropertyMemberAst(self.span(start, end), name, traits, constraint, attributes, value), []

    def _method(self, name: Token, class_name: str, static: bool) -> n.StatementAst:
        end: int | None = None
        closing: Token | None = None
        parameters: list[n.ParameterAst] | None = []
        if self.peek().kind is _K.LParen:
            parameters, end, closing = self.function_parameters()
        else:
            self.report_incomplete(name.end, name.end, "MissingMethodParameterList")
        constructor = name.text.lower() == class_name.lower() and not static
        base: n.StatementAst | None = None
        if constructor:
            base, wrong = self._base_call()
            if wrong is not None:
                end = wrong
        opening = self.function_opening(name, closing, end)
        if opening is None or end is not None:
            at = end or (closing.end if closing is not None else name.end)
            return self.error_statement(name.start, at, parameters)
        mode = self.lexer.mode
        self.set_mode(COMMAND)
        block = self.script_block(opening, False, base)
        self.set_mode(mode)
        extent = self.span(name.start, block.extent.end)
        return n.FunctionDefinitionAst(extent, name.text, False, False, parameters, block, name.extent)

    def _base_call(self) -> tuple[n.StatementAst, int | None]:
        """Parse `: base(...)` behind a constructor's parameters; give the call, and where it ends in error."""
        self.skip_newlines()
        mode = self.lexer.mode
        self.set_mode(SIGNATURE)
        arguments: list[n.ExpressionAst] = []
        wrong: int | None = None
        word = call = self.span(0, 0)
        colon = self.take(_K.Colon)
        if colon is not None:
            self.skip_newlines()
            base = self.take(_K.Base)
            if base is None:
                wrong = colon.end
                self.report_incomplete(wrong, wrong, "MissingBaseCtorCall")
            else:
                self.skip_newlines()
                word = call = base.extent
                opening = self.take(_K.LParen)
                if opening is None:
                    wrong = base.end
                    self.report_incomplete(wrong, wrong, "MissingMethodParameterList")
                else:
                    arguments, end = self.arguments(opening)
                    call = self.span(base.start, end)
                    self.skip_newlines()
        self.set_mode(mode)
        target = n.VariableExpressionAst(word, n.VariablePath("this"), False)
        member = n.StringConstantExpressionAst(word, ".ctor", "BareWord")
        made = n.BaseCtorInvokeMemberExpressionAst(call, target, member, False, False, arguments, None)
        return n.CommandExpressionAst(call, made, []), wrong

    # Enums -------------------------------------------------------------------------------------------------------------------------------

    def enum_definition(self, attributes: list[n.AttributeBaseAst] | None, word: Token) -> n.StatementAst:
        """Parse an enum behind its word."""
        self.skip_newlines()
        name = self.simple_name()
        if name is None:
            self.report_incomplete(word.end, word.end, "MissingNameAfterKeyword", word.text)
            return self.error_statement(word.start, word.end)
        mode = self.lexer.mode
        self.set_mode(SIGNATURE)
        made = self._enum_body(attributes, word, name)
        self.set_mode(mode)
        return made

    def _enum_body(self, attributes: list[n.AttributeBaseAst] | None, word: Token, name: Any) -> n.StatementAst:
        bases: list[n.TypeConstraintAst] = []
        colon = self.take(_K.Colon)
        if colon is not None:
            self.skip_newlines()
            underlying, _ = self.type_name(False)
            if underlying is None:
                self.report_incomplete(colon.end, colon.end, "TypeNameExpected")
            else:
                if underlying.name.lower().removeprefix("system.") not in _UNDERLYING:
                    self.report(underlying.extent.start, underlying.extent.end, "InvalidUnderlyingType", underlying.name)
                bases.append(n.TypeConstraintAst(underlying.extent, underlying))
        self.skip_newlines()
        opening = self.take(_K.LCurly)
        if opening is None:
            end = name.extent.end
            self.report_incomplete(end, end, "MissingTypeBody", word.kind.text)
            return self.error_statement(word.start, end)
        members: list[n.MemberAst] = []
        while True:
            member = self._enum_member()
            if member is None:
                break
            members.append(member)
        closing = self.next()
        if closing.kind is not _K.RCurly:
            self.unget(closing)
            self.report_unclosed_behind(opening, closing)
        return self._definition(attributes, word, closing.end, name.value, "Enum", bases, members, [])

    def _enum_member(self) -> n.PropertyMemberAst | None:
        self.skip_newlines()
        name = self.simple_name()
        if name is None:
            return None
        end = name.extent.end
        value: n.ExpressionAst | None = None
        missing = False
        mode = self.lexer.mode
        self.set_mode(EXPRESSION)
        equals = self.take(_K.Equals)
        if equals is not None:
            value = self.expression()
            if value is None:
                self.report(equals.end, equals.end, "ExpectedValueExpression", equals.kind.text)
                missing = True
            end = equals.end if value is None else value.extent.end
        self.set_mode(mode)
        terminator = self.peek()
        if terminator.kind not in _ENDS_MEMBER and not missing:
            self.report_incomplete(end, end, "MissingPropertyTerminator")
        self.skip_terminators()
        if terminator.kind is _K.Semi:
            end = terminator.end
        extent = self.span(name.extent.start, end)
        return n.PropertyMemberAst(extent, name.value, ("Public", "Static", "Literal"), None, [], value)
