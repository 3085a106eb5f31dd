"""The kinds of tokens, and what is true of a kind by itself.

Names, numbers, traits and texts are PowerShell's own (System.Management.Automation.Language.TokenKind, TokenTraits). No scanning here.
"""

from __future__ import annotations

from enum import Enum, IntFlag


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

_K, _BLOCK, _BINARY, _UNARY, _CASE, _TERNARY, _SPECIAL, _ASSIGN = 0x10, 0x20, 0x100, 0x200, 0x400, 0x800, 0x1000, 0x2000
_ANY, _CODE, _FIX, _FOLD, _BARE = 0x8000, 0x20000, 0x40000, 0x800000, 0x1000000


class TokenKind(Enum):
    """Say what a token is.

    Attributes:
        number: PowerShell's number of it.
        flags: Its traits, a TokenFlags as a plain integer.
        text: What stands for it in messages.
    """

    number: int
    flags: int
    text: str

    def __init__(self, number: int, flags: int, text: str) -> None:
        self.number = number
        self.flags = flags
        self.text = text

    __hash__ = object.__hash__  # members are compared by identity, and looked up for every token

    Unknown = 0, 0, "unknown"
    Variable = 1, 0, "var"
    SplattedVariable = 2, 0, "@var"
    Parameter = 3, 0, "param"
    Number = 4, 0, "number"
    Label = 5, 0, "label"
    Identifier = 6, 0, "ident"
    Generic = 7, 0, "generic"
    NewLine = 8, _ANY, "newline"
    LineContinuation = 9, _ANY, "line continuation"
    Comment = 10, _ANY, "comment"
    EndOfInput = 11, _ANY, "eof"
    StringLiteral = 12, _ANY, "sqstr"
    StringExpandable = 13, _ANY, "dqstr"
    HereStringLiteral = 14, _ANY, "sq here string"
    HereStringExpandable = 15, _ANY, "dq here string"
    LParen = 16, _ANY, "("
    RParen = 17, _ANY, ")"
    LCurly = 18, _ANY, "{"
    RCurly = 19, _ANY, "}"
    LBracket = 20, 0, "["
    RBracket = 21, _ANY, "]"
    AtParen = 22, _ANY, "@("
    AtCurly = 23, _ANY, "@{"
    DollarParen = 24, _ANY, "$("
    Semi = 25, _ANY, ";"
    AndAnd = 26, _ANY, "&&"
    OrOr = 27, _ANY, "||"
    Ampersand = 28, _SPECIAL | _ANY, "&"
    Pipe = 29, _SPECIAL | _ANY, "|"
    Comma = 30, _UNARY | _ANY, ","
    MinusMinus = 31, _UNARY | _CODE | _FIX, "--"
    PlusPlus = 32, _UNARY | _CODE | _FIX, "++"
    DotDot = 33, 13 | _BINARY | _CODE, ".."
    ColonColon = 34, _SPECIAL | _CODE, "::"
    Dot = 35, _SPECIAL | _CODE, "."
    Exclaim = 36, _UNARY | _FOLD, "!"
    Multiply = 37, 10 | _BINARY | _FOLD, "*"
    Divide = 38, 10 | _BINARY | _FOLD, "/"
    Rem = 39, 10 | _BINARY | _FOLD, "%"
    Plus = 40, 9 | _BINARY | _UNARY | _FOLD, "+"
    Minus = 41, 9 | _BINARY | _UNARY | _FOLD, "-"
    Equals = 42, _ASSIGN, "="
    PlusEquals = 43, _ASSIGN, "+="
    MinusEquals = 44, _ASSIGN, "-="
    MultiplyEquals = 45, _ASSIGN, "*="
    DivideEquals = 46, _ASSIGN, "/="
    RemainderEquals = 47, _ASSIGN, "%="
    Redirection = 48, _CODE, "redirection"
    RedirectInStd = 49, _ANY | _CODE, "<"
    Format = 50, 12 | _BINARY | _CODE, "-f"
    Not = 51, _UNARY | _FOLD, "-not"
    Bnot = 52, _UNARY | _FOLD, "-bnot"
    And = 53, 1 | _BINARY | _FOLD, "-and"
    Or = 54, 1 | _BINARY | _FOLD, "-or"
    Xor = 55, 1 | _BINARY | _FOLD, "-xor"
    Band = 56, 2 | _BINARY | _FOLD, "-band"
    Bor = 57, 2 | _BINARY | _FOLD, "-bor"
    Bxor = 58, 2 | _BINARY | _FOLD, "-bxor"
    Join = 59, 5 | _BINARY | _UNARY | _CODE, "-join"
    Ieq = 60, 5 | _BINARY, "-eq"
    Ine = 61, 5 | _BINARY, "-ne"
    Ige = 62, 5 | _BINARY, "-ge"
    Igt = 63, 5 | _BINARY, "-gt"
    Ilt = 64, 5 | _BINARY, "-lt"
    Ile = 65, 5 | _BINARY, "-le"
    Ilike = 66, 5 | _BINARY, "-ilike"
    Inotlike = 67, 5 | _BINARY, "-inotlike"
    Imatch = 68, 5 | _BINARY | _CODE, "-imatch"
    Inotmatch = 69, 5 | _BINARY | _CODE, "-inotmatch"
    Ireplace = 70, 5 | _BINARY | _CODE, "-ireplace"
    Icontains = 71, 5 | _BINARY, "-icontains"
    Inotcontains = 72, 5 | _BINARY, "-inotcontains"
    Iin = 73, 5 | _BINARY, "-iin"
    Inotin = 74, 5 | _BINARY, "-inotin"
    Isplit = 75, 5 | _BINARY | _UNARY | _CODE, "-isplit"
    Ceq = 76, 5 | _BINARY | _CASE, "-ceq"
    Cne = 77, 5 | _BINARY | _CASE, "-cne"
    Cge = 78, 5 | _BINARY | _CASE, "-cge"
    Cgt = 79, 5 | _BINARY | _CASE, "-cgt"
    Clt = 80, 5 | _BINARY | _CASE, "-clt"
    Cle = 81, 5 | _BINARY | _CASE, "-cle"
    Clike = 82, 5 | _BINARY | _CASE, "-clike"
    Cnotlike = 83, 5 | _BINARY | _CASE, "-cnotlike"
    Cmatch = 84, 5 | _BINARY | _CASE | _CODE, "-cmatch"
    Cnotmatch = 85, 5 | _BINARY | _CASE | _CODE, "-cnotmatch"
    Creplace = 86, 5 | _BINARY | _CASE | _CODE, "-creplace"
    Ccontains = 87, 5 | _BINARY | _CASE, "-ccontains"
    Cnotcontains = 88, 5 | _BINARY | _CASE, "-cnotcontains"
    Cin = 89, 5 | _BINARY | _CASE, "-cin"
    Cnotin = 90, 5 | _BINARY | _CASE, "-cnotin"
    Csplit = 91, 5 | _BINARY | _UNARY | _CASE | _CODE, "-csplit"
    Is = 92, 5 | _BINARY, "-is"
    IsNot = 93, 5 | _BINARY, "-isnot"
    As = 94, 5 | _BINARY | _CODE, "-as"
    PostfixPlusPlus = 95, _UNARY | _CODE | _FIX, "++"
    PostfixMinusMinus = 96, _UNARY | _CODE | _FIX, "--"
    Shl = 97, 5 | _BINARY | _FOLD, "-shl"
    Shr = 98, 5 | _BINARY | _FOLD, "-shr"
    Colon = 99, _SPECIAL | _CODE, ":"
    QuestionMark = 100, _TERNARY | _CODE, "?"
    QuestionQuestionEquals = 101, _ASSIGN, "??="
    QuestionQuestion = 102, 7 | _BINARY, "??"
    QuestionDot = 103, _SPECIAL | _CODE, "?."
    QuestionLBracket = 104, 0, "?["
    Begin = 119, _K | _BLOCK, "begin"
    Break = 120, _K | _BARE, "break"
    Catch = 121, _K, "catch"
    Class = 122, _K, "class"
    Continue = 123, _K | _BARE, "continue"
    Data = 124, _K | _BARE, "data"
    Define = 125, _K | _BARE, "define"
    Do = 126, _K | _BARE, "do"
    Dynamicparam = 127, _K | _BLOCK, "dynamicparam"
    Else = 128, _K, "else"
    ElseIf = 129, _K, "elseif"
    End = 130, _K | _BLOCK, "end"
    Exit = 131, _K | _BARE, "exit"
    Filter = 132, _K | _BARE, "filter"
    Finally = 133, _K, "finally"
    For = 134, _K | _BARE, "for"
    Foreach = 135, _K | _BARE, "foreach"
    From = 136, _K | _BARE, "from"
    Function = 137, _K | _BARE, "function"
    If = 138, _K | _BARE, "if"
    In = 139, _K, "in"
    Param = 140, _K, "param"
    Process = 141, _K | _BLOCK, "process"
    Return = 142, _K | _BARE, "return"
    Switch = 143, _K | _BARE, "switch"
    Throw = 144, _K | _BARE, "throw"
    Trap = 145, _K | _BARE, "trap"
    Try = 146, _K | _BARE, "try"
    Until = 147, _K, "until"
    Using = 148, _K | _BARE, "using"
    Var = 149, _K | _BARE, "var"
    While = 150, _K | _BARE, "while"
    Workflow = 151, _K | _BARE, "workflow"
    Parallel = 152, _K | _BARE, "parallel"
    Sequence = 153, _K | _BARE, "sequence"
    InlineScript = 154, _K | _BARE, "inlinescript"
    Configuration = 155, _K, "configuration"
    DynamicKeyword = 156, _K, "<dynamic keyword>"
    Public = 157, _K, "public"
    Private = 158, _K, "private"
    Static = 159, _K, "static"
    Interface = 160, _K, "interface"
    Enum = 161, _K, "enum"
    Namespace = 162, _K, "namespace"
    Module = 163, _K, "module"
    Type = 164, _K, "type"
    Assembly = 165, _K, "assembly"
    Command = 166, _K, "command"
    Hidden = 167, _K, "hidden"
    Base = 168, _K, "base"
    Default = 169, _K, "default"
    Clean = 170, _K | _BLOCK, "clean"


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
