"""Functions, traps, try statements and data sections.

Source: about_Functions, about_Trap, about_Try_Catch_Finally, about_Data_Sections;
behaviour at errors as PowerShell 7.6 was seen to have it.
"""

from __future__ import annotations

from pssession.engine.syntax import nodes as n
from pssession.engine.syntax.kinds import TokenKind
from pssession.engine.syntax.parser.arguments import NAME
from pssession.engine.syntax.parser.core import ParserCore, nested
from pssession.engine.syntax.tokens import ParameterToken, StringToken, Token

_K = TokenKind
_KEYWORD = 0x10
_NO_NAME = frozenset(
    (
        _K.Pipe,
        _K.LParen,
        _K.LCurly,
        _K.AtParen,
        _K.AtCurly,
        _K.RCurly,
        _K.RParen,
        _K.EndOfInput,
        _K.Semi,
        _K.Redirection,
        _K.RedirectInStd,
        _K.AndAnd,
        _K.OrOr,
        _K.Ampersand,
        _K.Variable,
        _K.SplattedVariable,
        _K.HereStringExpandable,
        _K.HereStringLiteral,
        _K.StringLiteral,
        _K.StringExpandable,
    )
)


class Functions(ParserCore):
    """Parse statements made of named blocks."""

    __slots__ = ()

    def function(self, word: Token) -> n.StatementAst:
        """Parse a function, filter or workflow behind its word."""
        self.skip_newlines()
        name = self.next()
        if name.kind in _NO_NAME:
            self.unget(name)
            self.report_incomplete(word.end, word.end, "MissingNameAfterKeyword", word.text)
            return self.error_statement(word.start, word.end)
        name.flags &= ~_KEYWORD
        parameters, end, closing = self.function_parameters()
        opening = self.function_opening(name, closing, end)
        if opening is None or end is not None:
            at = end or (closing.end if closing is not None else name.end)
            return self.error_statement(word.start, at, parameters)
        lexer = self.lexer
        in_workflow = lexer.in_workflow
        is_workflow = lexer.in_workflow = word.kind is _K.Workflow
        is_filter = word.kind is _K.Filter
        block = self.script_block(opening, is_filter)
        lexer.in_workflow = in_workflow
        text = name.value if name.kind is _K.Generic and isinstance(name, StringToken) else name.text
        extent = self.span(word.start, block.extent.end)
        return n.FunctionDefinitionAst(extent, text, is_filter, is_workflow, parameters, block, name.extent)

    def function_parameters(self) -> tuple[list[n.ParameterAst] | None, int | None, Token | None]:
        """Parse parameters behind a name; give them, where they end in error, and the closing parenthesis."""
        self.skip_newlines()
        opening = self.take(_K.LParen)
        if opening is None:
            return None, None, None
        parameters = self.parameter_list()
        self.skip_newlines()
        closing = self.take(_K.RParen)
        end: int | None = None
        if closing is None:
            end = parameters[-1].extent.end if parameters else opening.end
            self.report_incomplete(end, end, "MissingEndParenthesisInFunctionParameterList")
        self.skip_newlines()
        return parameters, end, closing

    def function_opening(self, name: Token, closing: Token | None, end: int | None) -> Token | None:
        """Take the opening brace of a function's body."""
        opening = self.take(_K.LCurly)
        if opening is None and end is None:
            at = closing.end if closing is not None else name.end
            self.report_incomplete(at, at, "MissingFunctionBody")
        return opening

    # trap, try, data --------------------------------------------------------------------------------------------------------------------

    def trap(self, word: Token) -> n.StatementAst:
        """Parse a trap behind its word."""
        origin = self.lexer.restore_point()
        self.skip_newlines()
        found = self.attribute()
        constraint = found if isinstance(found, n.TypeConstraintAst) else None
        if found is not None and constraint is None:
            self.resync(origin)
        body = self.statement_block()
        if body is None:
            end = word.end if constraint is None else constraint.extent.end
            self.report_incomplete(end, end, "MissingTrapStatement")
            return self.error_statement(word.start, end, constraint)
        return n.TrapStatementAst(self.span(word.start, body.extent.end), constraint, body)

    def try_statement(self, word: Token) -> n.StatementAst:
        """Parse a try statement behind its word."""
        self.skip_newlines()
        body = self.statement_block()
        if body is None:
            self.report_incomplete(word.end, word.end, "MissingTryStatementBlock")
            return self.error_statement(word.start, word.end)
        catches: list[n.CatchClauseAst] = []
        broken: list[n.TypeConstraintAst] = []
        end: int | None = None
        while True:
            self.skip_newlines()
            catch = self.take(_K.Catch)
            if catch is None:
                break
            clause, at = self._catch(catch, broken)
            if at is not None:
                end = at
            if clause is None:
                break
            catches.append(clause)
        self.skip_newlines()
        finish = self.take(_K.Finally)
        finally_block: n.StatementBlockAst | None = None
        if finish is not None:
            finally_block = self.statement_block()
            if finally_block is None:
                end = finish.end
                self.report_incomplete(end, end, "MissingFinallyStatementBlock", finish.kind.text)
        last = finally_block if finally_block is not None else catches[-1] if catches else None
        if last is None and end is None:
            end = body.extent.end
            self.report_incomplete(end, end, "MissingCatchOrFinally")
        if end is not None or last is None:
            return self.error_statement(word.start, end or word.end, body, catches, broken)
        return n.TryStatementAst(self.span(word.start, last.extent.end), body, catches, finally_block)

    def _catch(self, word: Token, broken: list[n.TypeConstraintAst]) -> tuple[n.CatchClauseAst | None, int | None]:
        """Parse a catch clause behind its word; give it, and where it ends in error."""
        types: list[n.TypeConstraintAst] = []
        comma: Token | None = None
        end: int | None = None
        while True:
            origin = self.lexer.restore_point()
            self.skip_newlines()
            found = self.attribute()
            if found is None:
                if comma is not None:
                    end = comma.end
                    self.report_incomplete(end, end, "MissingTypeLiteralToken")
                break
            if not isinstance(found, n.TypeConstraintAst):
                self.resync(origin)
                break
            types.append(found)
            self.skip_newlines()
            comma = self.take(_K.Comma)
            if comma is None:
                break
        body = self.statement_block()
        if body is not None:
            return n.CatchClauseAst(self.span(word.start, body.extent.end), types, body), end
        if end is None:
            end = types[-1].extent.end if types else word.end
            self.report_incomplete(end, end, "MissingCatchHandlerBlock")
        broken += types
        return None, end

    def data(self, word: Token) -> n.StatementAst:
        """Parse a data section behind its word."""
        self.skip_newlines()
        name = self.simple_name()
        self.skip_newlines()
        token = self.peek()
        end: int | None = None
        commands: list[n.ExpressionAst] = []
        if isinstance(token, ParameterToken):
            self.skip()
            if not "supportedcommand".startswith(token.parameter_name.lower()):
                end = token.end
                self.report(token.start, end, "InvalidParameterForDataSectionStatement", token.parameter_name)
            comma: Token | None = None
            while True:
                self.skip_newlines()
                command = self.single_argument(NAME)
                if command is None:
                    at = (comma or token).end
                    if end is None:
                        self.report_incomplete(at, at, "MissingValueForSupportedCommandInDataSectionStatement")
                    end = at
                    break
                commands.append(command)
                comma = self.take(_K.Comma)
                if comma is None:
                    break
        body: n.StatementBlockAst | None = None
        if end is None:
            body = self.statement_block()
            if body is None:
                end = commands[-1].extent.end if commands else name.extent.end if name is not None else word.end
                self.report_incomplete(end, end, "MissingStatementBlockForDataSection")
        if end is not None or body is None:
            return n.ErrorStatementAst(self.span(word.start, end or word.end), None, nested(commands))
        extent = self.span(word.start, body.extent.end)
        return n.DataStatementAst(extent, None if name is None else name.value, commands, body)
