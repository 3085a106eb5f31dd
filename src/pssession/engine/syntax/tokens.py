"""Tokens: their kinds, and what is true of a kind by itself.

Names and flags are PowerShell's own (System.Management.Automation.Language.TokenKind, TokenFlags). No scanning here.
"""

# ruff: noqa: E501
from __future__ import annotations

from enum import Enum, IntFlag
from typing import Any


class TokenFlags(IntFlag):
    """Say what a token may do; the low four bits are a binary operator's precedence."""

    NONE = 0
    KEYWORD = 0x10
    SCRIPT_BLOCK_BLOCK_NAME = 0x20
    BINARY_OPERATOR = 0x100
    UNARY_OPERATOR = 0x200
    CASE_SENSITIVE_OPERATOR = 0x400
    TERNARY_OPERATOR = 0x800
    SPECIAL_OPERATOR = 0x1000
    ASSIGNMENT_OPERATOR = 0x2000
    PARSE_MODE_INVARIANT = 0x8000
    TOKEN_IN_ERROR = 0x10000
    DISALLOWED_IN_RESTRICTED_MODE = 0x20000
    PREFIX_OR_POSTFIX_OPERATOR = 0x40000
    COMMAND_NAME = 0x80000
    MEMBER_NAME = 0x100000
    TYPE_NAME = 0x200000
    ATTRIBUTE_NAME = 0x400000
    CAN_CONSTANT_FOLD = 0x800000
    STATEMENT_DOESNT_SUPPORT_ATTRIBUTES = 0x1000000


PRECEDENCE_MASK = 0xF
PRECEDENCES = {1: "Logical", 2: "Bitwise", 5: "Comparison", 7: "Coalesce", 9: "Add", 10: "Multiply", 12: "Format", 13: "Range"}

_K, _B, _U = 0x10, 0x100, 0x200
_CASE, _SPECIAL, _ASSIGN, _ANY = 0x400, 0x1000, 0x2000, 0x8000
_NO_DATA, _FIX, _FOLD, _NO_ATTRIBUTES, _BLOCK = 0x20000, 0x40000, 0x800000, 0x1000000, 0x20

# Kind, flags, the text that stands for it (several for operators with aliases).
_KINDS: tuple[tuple[str, int, str], ...] = (
    ("Unknown", 0, ""), ("Variable", 0, ""), ("SplattedVariable", 0, ""), ("Parameter", 0, ""), ("Number", 0, ""), ("Label", 0, ""),
    ("Identifier", 0, ""), ("Generic", 0, ""), ("NewLine", _ANY, ""), ("LineContinuation", _ANY, ""), ("Comment", _ANY, ""),
    ("EndOfInput", _ANY, ""), ("StringLiteral", _ANY, ""), ("StringExpandable", _ANY, ""), ("HereStringLiteral", _ANY, ""),
    ("HereStringExpandable", _ANY, ""), ("LParen", _ANY, "("), ("RParen", _ANY, ")"), ("LCurly", _ANY, "{"), ("RCurly", _ANY, "}"),
    ("LBracket", 0, "["), ("RBracket", _ANY, "]"), ("AtParen", _ANY, "@("), ("AtCurly", _ANY, "@{"), ("DollarParen", _ANY, "$("),
    ("Semi", _ANY, ";"), ("AndAnd", _ANY, "&&"), ("OrOr", _ANY, "||"), ("Ampersand", _SPECIAL | _ANY, "&"), ("Pipe", _SPECIAL | _ANY, "|"),
    ("Comma", _U | _ANY, ","), ("MinusMinus", _U | _FIX | _NO_DATA, "--"), ("PlusPlus", _U | _FIX | _NO_DATA, "++"),
    ("DotDot", 13 | _B | _NO_DATA, ".."), ("ColonColon", _SPECIAL | _NO_DATA, "::"), ("Dot", _SPECIAL | _NO_DATA, "."),
    ("Exclaim", _U | _FOLD, "!"), ("Multiply", 10 | _B | _FOLD, "*"), ("Divide", 10 | _B | _FOLD, "/"), ("Rem", 10 | _B | _FOLD, "%"),
    ("Plus", 9 | _B | _U | _FOLD, "+"), ("Minus", 9 | _B | _U | _FOLD, "-"), ("Equals", _ASSIGN, "="), ("PlusEquals", _ASSIGN, "+="),
    ("MinusEquals", _ASSIGN, "-="), ("MultiplyEquals", _ASSIGN, "*="), ("DivideEquals", _ASSIGN, "/="), ("RemainderEquals", _ASSIGN, "%="),
    ("Redirection", _NO_DATA, ""), ("RedirectInStd", _ANY | _NO_DATA, "<"), ("Format", 12 | _B | _NO_DATA, "-f"), ("Not", _U | _FOLD, "-not"),
    ("Bnot", _U | _FOLD, "-bnot"), ("And", 1 | _B | _FOLD, "-and"), ("Or", 1 | _B | _FOLD, "-or"), ("Xor", 1 | _B | _FOLD, "-xor"),
    ("Band", 2 | _B | _FOLD, "-band"), ("Bor", 2 | _B | _FOLD, "-bor"), ("Bxor", 2 | _B | _FOLD, "-bxor"),
    ("Join", 5 | _B | _U | _NO_DATA, "-join"),
    ("Ieq", 5 | _B, "-eq -ieq"), ("Ine", 5 | _B, "-ne -ine"), ("Ige", 5 | _B, "-ge -ige"), ("Igt", 5 | _B, "-gt -igt"), ("Ilt", 5 | _B, "-lt -ilt"),
    ("Ile", 5 | _B, "-le -ile"), ("Ilike", 5 | _B, "-like -ilike"), ("Inotlike", 5 | _B, "-notlike -inotlike"),
    ("Imatch", 5 | _B | _NO_DATA, "-match -imatch"), ("Inotmatch", 5 | _B | _NO_DATA, "-notmatch -inotmatch"),
    ("Ireplace", 5 | _B | _NO_DATA, "-replace -ireplace"), ("Icontains", 5 | _B, "-contains -icontains"),
    ("Inotcontains", 5 | _B, "-notcontains -inotcontains"), ("Iin", 5 | _B, "-in -iin"), ("Inotin", 5 | _B, "-notin -inotin"),
    ("Isplit", 5 | _B | _U | _NO_DATA, "-split -isplit"),
    ("Ceq", 5 | _B | _CASE, "-ceq"), ("Cne", 5 | _B | _CASE, "-cne"), ("Cge", 5 | _B | _CASE, "-cge"), ("Cgt", 5 | _B | _CASE, "-cgt"),
    ("Clt", 5 | _B | _CASE, "-clt"), ("Cle", 5 | _B | _CASE, "-cle"), ("Clike", 5 | _B | _CASE, "-clike"),
    ("Cnotlike", 5 | _B | _CASE, "-cnotlike"), ("Cmatch", 5 | _B | _CASE | _NO_DATA, "-cmatch"),
    ("Cnotmatch", 5 | _B | _CASE | _NO_DATA, "-cnotmatch"), ("Creplace", 5 | _B | _CASE | _NO_DATA, "-creplace"),
    ("Ccontains", 5 | _B | _CASE, "-ccontains"), ("Cnotcontains", 5 | _B | _CASE, "-cnotcontains"), ("Cin", 5 | _B | _CASE, "-cin"),
    ("Cnotin", 5 | _B | _CASE, "-cnotin"), ("Csplit", 5 | _B | _U | _CASE | _NO_DATA, "-csplit"), ("Is", 5 | _B, "-is"), ("IsNot", 5 | _B, "-isnot"),
    ("As", 5 | _B | _NO_DATA, "-as"), ("PostfixPlusPlus", _U | _FIX | _NO_DATA, ""), ("PostfixMinusMinus", _U | _FIX | _NO_DATA, ""),
    ("Shl", 5 | _B | _FOLD, "-shl"), ("Shr", 5 | _B | _FOLD, "-shr"), ("Colon", _SPECIAL | _NO_DATA, ":"),
    ("QuestionMark", 0x800 | _NO_DATA, "?"), ("QuestionQuestionEquals", _ASSIGN, "??="), ("QuestionQuestion", 7 | _B, "??"),
    ("QuestionDot", _SPECIAL | _NO_DATA, "?."), ("QuestionLBracket", 0, "?["),
    ("Begin", _K | _BLOCK, "begin"), ("Break", _K | _NO_ATTRIBUTES, "break"), ("Catch", _K, "catch"), ("Class", _K, "class"),
    ("Continue", _K | _NO_ATTRIBUTES, "continue"), ("Data", _K | _NO_ATTRIBUTES, "data"), ("Define", _K, "define"),
    ("Do", _K | _NO_ATTRIBUTES, "do"), ("Dynamicparam", _K | _BLOCK, "dynamicparam"), ("Else", _K, "else"), ("ElseIf", _K, "elseif"),
    ("End", _K | _BLOCK, "end"), ("Exit", _K | _NO_ATTRIBUTES, "exit"), ("Filter", _K | _NO_ATTRIBUTES, "filter"), ("Finally", _K, "finally"),
    ("For", _K | _NO_ATTRIBUTES, "for"), ("Foreach", _K | _NO_ATTRIBUTES, "foreach"), ("From", _K, "from"),
    ("Function", _K | _NO_ATTRIBUTES, "function"), ("If", _K | _NO_ATTRIBUTES, "if"), ("In", _K, "in"), ("Param", _K, "param"),
    ("Process", _K | _BLOCK, "process"), ("Return", _K | _NO_ATTRIBUTES, "return"), ("Switch", _K | _NO_ATTRIBUTES, "switch"),
    ("Throw", _K | _NO_ATTRIBUTES, "throw"), ("Trap", _K | _NO_ATTRIBUTES, "trap"), ("Try", _K | _NO_ATTRIBUTES, "try"), ("Until", _K, "until"),
    ("Using", _K | _NO_ATTRIBUTES, "using"), ("Var", _K, "var"), ("While", _K | _NO_ATTRIBUTES, "while"),
    ("Workflow", _K | _NO_ATTRIBUTES, "workflow"), ("Parallel", _K | _NO_ATTRIBUTES, "parallel"), ("Sequence", _K | _NO_ATTRIBUTES, "sequence"),
    ("InlineScript", _K | _NO_ATTRIBUTES, "inlinescript"), ("Configuration", _K, "configuration"), ("DynamicKeyword", _K, ""),
    ("Public", _K, "public"), ("Private", _K, "private"), ("Static", _K, "static"), ("Interface", _K, "interface"), ("Enum", _K, "enum"),
    ("Namespace", _K, "namespace"), ("Module", _K, "module"), ("Type", _K, "type"), ("Assembly", _K, "assembly"), ("Command", _K, "command"),
    ("Hidden", _K, "hidden"), ("Base", _K, "base"), ("Default", _K, "default"), ("Clean", _K | _BLOCK, "clean"),
)  # fmt: skip

TokenKind = Enum("TokenKind", [name for name, _, _ in _KINDS], module=__name__)  # type: ignore[misc]  # a table makes the members

FLAGS: dict[Any, int] = {TokenKind[name]: flags for name, flags, _ in _KINDS}
# Words that are no keywords where a statement may begin: they are asked for by name where they mean something.
_NOT_WORDS = frozenset(
    ("Default", "Base", "Namespace", "Module", "Type", "Assembly", "Command", "Hidden", "Static", "Interface", "Public", "Private")
)
KEYWORDS: dict[str, Any] = {
    text: TokenKind[name]
    for name, flags, text in _KINDS
    if flags & _K and text and name not in _NOT_WORDS and text not in ("default", "inlinescript")
}
DASH_OPERATORS: dict[str, Any] = {
    word: TokenKind[name] for name, _, text in _KINDS for word in text.split() if (len(word) > 2 and word[0] == "-") or word == "-f"
}
DASH_OPERATORS.pop("--", None)


class Token:
    """Hold one token.

    Attributes:
        kind: A TokenKind.
        start, end: Offsets in the text.
        flags: Its TokenFlags, those of its kind included.
        text: As it stands in the source.
        value: A number, the content of a string, a name without its sign, a redirection's parts.
        nested: The tokens inside an expandable string, None for other tokens.
        error: Whether something is wrong with it.
        extra: For a parameter whether a colon follows; for a variable its drive and scope; for a number whether it was cut out of a word.
    """

    __slots__ = ("end", "error", "extra", "flags", "kind", "nested", "space", "start", "text", "value")

    def __init__(self, kind: Any, start: int, end: int, text: str, value: Any = None, nested: Any = None, extra: Any = None) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.text = text
        self.value = value
        self.nested = nested
        self.extra = extra
        self.flags = FLAGS[kind]
        self.error = False
        self.space = False

    def __repr__(self) -> str:
        return f"Token({self.kind.name}, {self.start}, {self.end}, {self.text!r})"


def flags_text(flags: int) -> str:
    """Write flags as .NET does: by rising value, the precedence first."""
    if not flags:
        return "None"
    names = []
    if flags & PRECEDENCE_MASK:
        names.append("BinaryPrecedence" + PRECEDENCES[flags & PRECEDENCE_MASK])
    for flag in TokenFlags:
        if flag and flags & flag:
            names.append("".join(part.capitalize() for part in (flag.name or "").split("_")))
    return ", ".join(names)
