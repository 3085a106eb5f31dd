"""Names of types, attributes and type constraints: `[int]`, `[Dictionary[string,int[]]]`, `[Parameter(Mandatory)]`.

Source: about_Type_Accelerators, about_Functions_Advanced_Parameters; behaviour at errors as PowerShell 7.6 was seen to have it.
"""

from __future__ import annotations

from pssession.engine.syntax import nodes as n
from pssession.engine.syntax.kinds import TokenKind
from pssession.engine.syntax.lexer.state import EXPRESSION, TYPE_NAME
from pssession.engine.syntax.parser.core import ParserCore, before
from pssession.engine.syntax.tokens import Token

_K = TokenKind
_L_BRACKET, _R_BRACKET, _L_PAREN, _R_PAREN = _K.LBracket, _K.RBracket, _K.LParen, _K.RParen
_COMMA, _IDENTIFIER, _END, _NEW_LINE = _K.Comma, _K.Identifier, _K.EndOfInput, _K.NewLine
_ATTRIBUTE_NAME = 0x400000
_MOST_DIMENSIONS = 32
_NO_NAME = ":ErrorTypeName:"


class Types(ParserCore):
    """Parse attributes and names of types."""

    __slots__ = ()

    # Attributes -------------------------------------------------------------------------------------------------------------------------

    def attribute_list(self, in_expression: bool) -> list[n.AttributeBaseAst] | None:
        """Parse attributes and type constraints; None without any."""
        attribute = self.attribute()
        if attribute is None:
            return None
        attributes: list[n.AttributeBaseAst] = []
        while attribute is not None:
            attributes.append(attribute)
            if not in_expression or isinstance(attribute, n.AttributeAst):
                self.skip_newlines()
            attribute = self.attribute()
        return attributes

    def attribute(self) -> n.AttributeBaseAst | None:
        """Parse one attribute or type constraint; None without."""
        opening = self.next_left_bracket()
        if opening is None:
            return None
        self.skip_newlines()
        name, first = self.type_name()
        if name is None or first is None:
            self.resync(opening.start)
            self.report_incomplete(opening.end, opening.end, "MissingTypename")
            return None
        token = self.next()
        if token.kind is _L_PAREN:
            return self._attribute(opening, name, first, token)
        end = token.end
        if token.kind is not _R_BRACKET:
            self.unget(token)
            self.report(before(token), before(token), "EndSquareBracketExpectedAtEndOfAttribute")
            end = name.extent.end
        return n.TypeConstraintAst(self.span(opening.start, end), name)

    def _attribute(self, bracket: Token, name: n.TypeName, first: Token, opening: Token) -> n.AttributeAst:
        self.skip_newlines()
        positional: list[n.ExpressionAst] = []
        named: list[n.Ast] = []
        mode, no_comma = self.lexer.mode, self.no_comma
        self.set_mode(EXPRESSION)
        self.no_comma = True
        end = self._attribute_arguments(positional, named, opening.end)
        self.no_comma = no_comma
        self.set_mode(mode)
        self.skip_newlines()
        closing = self.take(_R_PAREN)
        if closing is None:
            self.report_incomplete(end, end, "MissingEndParenthesisInExpression")
        else:
            end = closing.end
        self.skip_newlines()
        last = self.take(_R_BRACKET)
        if last is not None:
            end = last.end
        elif closing is not None:
            self.report_incomplete(end, end, "EndSquareBracketExpectedAtEndOfAttribute")
        first.flags |= _ATTRIBUTE_NAME
        return n.AttributeAst(self.span(bracket.start, end), name, positional, named)

    def _attribute_arguments(self, positional: list[n.ExpressionAst], named: list[n.Ast], end: int) -> int:
        comma: Token | None = None
        seen: set[str] = set()
        while True:
            self.skip_newlines()
            name = self.simple_name()
            if name is not None:
                end = self._named_argument(name, named, seen, end)
            else:
                value = self.expression()
                if value is not None:
                    positional.append(value)
                    end = value.extent.end
                elif comma is not None:
                    end = comma.end
                    self.report_incomplete(end, end, "MissingExpressionAfterToken", comma.kind.text)
                    positional.append(n.ErrorExpressionAst(self.span(end, end), []))
            self.skip_newlines()
            comma = self.take(_COMMA)
            if comma is None:
                return end
            end = comma.end

    def _named_argument(self, name: n.StringConstantExpressionAst, named: list[n.Ast], seen: set[str], end: int) -> int:
        value: n.ExpressionAst | None
        equals = self.take(_K.Equals)
        if equals is None:
            value = n.ConstantExpressionAst(name.extent, True)
        else:
            self.skip_newlines()
            value = self.expression()
            if value is None:
                at = equals.end
                self.report_incomplete(at, at, "MissingExpressionInNamedArgument")
                value = n.ErrorExpressionAst(self.span(at, at), [])
                self.skip_to(_COMMA, _R_PAREN, _R_BRACKET, _NEW_LINE)
            end = value.extent.end
        if name.value in seen:
            self.report(name.extent.start, name.extent.end, "DuplicateNamedArgument", name.value)
        else:
            extent = self.span(name.extent.start, value.extent.end)
            named.append(n.NamedAttributeArgumentAst(extent, name.value, value, equals is None))
        return end

    # Names of types ---------------------------------------------------------------------------------------------------------------------

    def type_name(self, assembly: bool = True) -> tuple[n.TypeName | None, Token | None]:
        """Parse a type's name; give it and its first token."""
        mode = self.lexer.mode
        self.set_mode(TYPE_NAME)
        first = self.take(_IDENTIFIER)
        name = None if first is None else self._rest_of_type(first, False, assembly)
        self.set_mode(mode)
        return name, first

    def _rest_of_type(self, first: Token, argument: bool, assembly: bool = True) -> n.TypeName:
        """Parse what follows a type's name; the name as an argument without brackets takes no assembly."""
        token = self.peek()
        plain = n.TypeName(first.extent, first.text)
        if token.kind is _L_BRACKET:
            self.skip()
            self.skip_newlines()
            inner = self.next()
            if inner.kind is _R_BRACKET or inner.kind is _COMMA:
                return self._array_type(plain, plain, inner, argument)
            if inner.kind is _L_BRACKET or inner.kind is _IDENTIFIER:
                return self._generic_type(first, inner, argument)
            if inner.kind is _END:
                self.unget(inner)
                self.report_incomplete(token.end, token.end, "MissingTypename")
            else:
                self.report(inner.start, inner.end, "UnexpectedToken", inner.text)
                self.skip_to(_R_BRACKET)
        elif token.kind is _COMMA and assembly and not argument:
            self.skip()
            name = self.lexer.read_assembly_name()
            if name.strip():
                end = self.lexer.tokens[-1].end if self.lexer.tokens else self.lexer.restore_point()
                return n.TypeName(self.span(first.start, end), first.text, name)
            self.report(token.end, token.end, "MissingAssemblyNameSpecification")
        return plain

    def _type_argument(self, first: Token) -> n.TypeName:
        if first.kind is _IDENTIFIER:
            return self._rest_of_type(first, True)
        token = self.next()
        if token.kind is not _IDENTIFIER:
            self.unget(token)
            self.report_incomplete(token.end, token.end, "MissingTypename")
            return n.TypeName(first.extent, _NO_NAME)
        name = self._rest_of_type(token, False)
        closing = self.next()
        if closing.kind is not _R_BRACKET:
            self.unget(closing)
            self.report_incomplete(before(closing), before(closing), "EndSquareBracketExpectedAtEndOfType")
        return name

    def type_arguments(self, first: Token) -> tuple[list[n.TypeName], Token]:
        """Parse the arguments of a generic type or method from their first token; give them and the token behind."""
        arguments = [self._type_argument(first)]
        while True:
            self.skip_newlines()
            last = self.next()
            if last.kind is not _COMMA:
                return arguments, last
            self.skip_newlines()
            token = self.peek()
            if token.kind is _IDENTIFIER or token.kind is _L_BRACKET:
                self.skip()
                arguments.append(self._type_argument(token))
            else:
                self.report_incomplete(last.end, last.end, "MissingTypename")
                arguments.append(n.TypeName(last.extent, _NO_NAME))

    def _generic_type(self, generic: Token, first: Token, argument: bool) -> n.TypeName:
        arguments, last = self.type_arguments(first)
        end = last.end
        if last.kind is not _R_BRACKET:
            self.unget(last)
            self.report_incomplete(before(last), before(last), "EndSquareBracketExpectedAtEndOfAttribute")
            end = arguments[-1].extent.end
        opened = n.TypeName(generic.extent, generic.text)
        made = n.GenericTypeName(self.span(generic.start, end), opened, arguments)
        token = self.peek()
        if token.kind is _L_BRACKET:
            self.skip()
            return self._array_type(made, opened, self.next(), argument)
        if token.kind is _COMMA and not argument:
            self.skip()
            self._assembly_of(token, opened)
            made.assembly = opened.assembly
        return made

    def _assembly_of(self, comma: Token, qualified: n.TypeName) -> None:
        name = self.lexer.read_assembly_name()
        if name:
            qualified.assembly = name
        else:
            self.report(comma.end, comma.end, "MissingAssemblyNameSpecification")

    def _array_type(self, element: n.TypeName, qualified: n.TypeName, first: Token, argument: bool) -> n.TypeName:
        """Parse the ranks of an array from the first token behind an opening bracket."""
        while True:
            if first.kind is _COMMA:
                element = self._dimensions(element, first)
            elif first.kind is _R_BRACKET:
                element = n.ArrayTypeName(self.span(element.extent.start, first.end), element, 1)
            elif first.kind is _END:
                self.unget(first)
                self.report(before(first), before(first), "EndSquareBracketExpectedAtEndOfAttribute")
            else:
                self.report(first.start, first.end, "UnexpectedToken", first.text)
                self.skip_to(_R_BRACKET)
            token = self.peek()
            if not argument and token.kind is _COMMA:
                self.skip()
                self._assembly_of(token, qualified)
                element.assembly = qualified.assembly
                return element
            if token.kind is not _L_BRACKET:
                return element
            self.skip()
            first = self.next()

    def _dimensions(self, element: n.TypeName, first: Token) -> n.TypeName:
        rank = 1
        token = first
        while token.kind is _COMMA:
            last = token
            rank += 1
            token = self.next()
        if token.kind is not _R_BRACKET:
            self.unget(token)
        if rank > _MOST_DIMENSIONS:
            self.report(first.start, last.end, "ArrayHasTooManyDimensions", rank)
            return element
        if token.kind is not _R_BRACKET:
            self.report(last.end, last.end, "EndSquareBracketExpectedAtEndOfAttribute")
        return n.ArrayTypeName(self.span(element.extent.start, token.end), element, rank)
