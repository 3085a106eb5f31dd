"""How an error record looks: ConciseView, NormalView, CategoryView and DetailedView ($ErrorView).

Only what PowerShell prints is kept here; the words come from the record. Colours are escape sequences, left out where the host has
no virtual terminal.
Source: PowerShell 7.6 as recorded (groups err.view, fmt.default_views, remote.errview) and seen.
"""

from __future__ import annotations

from pssession.objects.structure import structure

_NATIVE = ("NativeCommandErrorMessage", "NativeCommandError")


@structure(frozen=True, slots=True, kw_only=True)
class Colors:
    """Hold the escape sequences around an error; empty ones for plain text."""

    error: str = ""
    accent: str = ""
    reset: str = ""


VIRTUAL_TERMINAL = Colors(error="\x1b[31;1m", accent="\x1b[36;1m", reset="\x1b[0m")
PLAIN = Colors()


@structure(slots=True, kw_only=True)
class ErrorFacts:
    """Hold what the views say of one error record; the caller reads it out of the record.

    Attributes:
        message: ErrorDetails.Message, else the exception's.
        parse_errors: Whether the exception is a ParseException (its own position is shown).
        thrown: Whether a throw statement raised it.
        line: The second line of PositionMessage without its plus sign, "" without a position.
        underline: The third line of PositionMessage without its plus sign ("     ~~~").
        recommended_action: ErrorDetails.RecommendedAction.
        command: Name of the command that wrote it, "" for a script's own expression.
    """

    message: str
    fully_qualified_error_id: str = ""
    category: str = "NotSpecified"
    activity: str = ""
    reason: str = ""
    category_message: str = ""
    invocation_name: str = ""
    command: str = ""
    is_command: bool = False
    thrown: bool = False
    parse_errors: bool = False
    script_name: str = ""
    line_number: int = 0
    line: str = ""
    underline: str = ""
    position_message: str = ""
    recommended_action: str = ""
    computer_name: str = ""


def render(facts: ErrorFacts, view: str = "ConciseView", *, width: int = 120, colors: Colors = PLAIN) -> str:
    """Give the text of an error record in one of the views, lines separated by LF, none at the end.

    Args:
        facts: What is known of the record.
        view: $ErrorView; an unknown one is NormalView.
        width: Cells of the host's window, which long messages are broken at.
        colors: Escape sequences.
    """
    if facts.fully_qualified_error_id in _NATIVE:
        return facts.message
    lower = view.lower()
    if lower == "categoryview":
        return f"{colors.error}{facts.category_message}{colors.reset}"
    if lower == "conciseview":
        return _concise(facts, width, colors)
    return _normal(facts, colors)


def _concise(facts: ErrorFacts, width: int, colors: Colors) -> str:
    message = facts.message
    is_parser_error = facts.category == "ParserError"
    if is_parser_error and "~\n" in message:
        # The message holds every error with its place: the first one is shown.
        message = message.split("~\n")[1].split("\n\n")[0]
    detailed = (facts.parse_errors or facts.script_name or facts.line_number > 1) and not facts.script_name.lower().endswith(".psm1")
    place, prefix = "", ""
    if detailed and (facts.line or facts.script_name):
        place, prefix = _place(facts, colors)
    message = prefix + message
    if facts.script_name or is_parser_error:
        cells = len(prefix) - len(colors.accent) - len(colors.error) if prefix else 0
        message = _break(message.replace("\r\n", " ").replace("\n", " ").replace("\t", " "), prefix, cells, width) + "\n"
    advice = ""
    if facts.recommended_action.strip():
        advice = f"\n{colors.error}  Recommendation: {facts.recommended_action}{colors.reset}"
    return f"{colors.error}{_reason(facts)}: {place}{colors.error}{message}{colors.reset}{advice}"


def _place(facts: ErrorFacts, colors: Colors) -> tuple[str, str]:
    """Give the lines that show where it happened, and what stands before each line of the message below them."""
    number = str(facts.line_number)
    shift = " " * max(len(number) - 4, 0)
    line = facts.line.rstrip("\n")
    marked = len(facts.underline.strip())
    if 0 < marked < len(line):
        start = facts.underline.index("~") if "~" in facts.underline else 0
        line = f"{line[:start]}{colors.accent}{line[start : start + marked]}{colors.reset}{line[start + marked :]}"
    prefix = f"{colors.accent}{shift}     | {colors.error}"
    text = f"{colors.reset}{facts.script_name}:{facts.line_number}\n" if facts.script_name else "\n"
    text += f"{colors.accent}{shift}Line |\n"
    text += f"{colors.accent}{' ' * max(4 - len(number), 0)}{number} | {colors.reset}{line}\n"
    if facts.underline.strip():
        text += f"{prefix}{facts.underline}\n"
    return text, prefix


def _break(message: str, prefix: str, cells: int, width: int) -> str:
    """Break a message that begins with its prefix, at blanks, so that each line stays beside the bar."""
    hidden = len(prefix) - cells
    if width <= 0 or len(message) - hidden <= width:
        return message
    room = width + hidden
    piece = _cut(message, room)
    lines, rest = [piece], message[len(piece) :].strip()
    while len(rest) + cells > width:
        piece = _cut(prefix + rest, room)
        if len(piece) <= len(prefix):
            break
        lines.append(piece)
        rest = rest[len(piece) - len(prefix) :].strip()
    return "\n".join((*lines, prefix + rest))


def _cut(text: str, length: int) -> str:
    """Cut a text at the last blank before a length; where there is none, at the length."""
    if len(text) <= length:
        return text
    piece = text[:length]
    blank = max(piece.rfind(" "), piece.rfind("\t"))
    return piece[:blank] if blank >= 0 else piece


def _reason(facts: ErrorFacts) -> str:
    if facts.thrown:
        return "Exception"
    if facts.is_command:
        return facts.command
    candidates = (
        facts.activity,
        facts.command,
        facts.invocation_name,
        "" if facts.category == "NotSpecified" else facts.category,
        facts.reason,
    )
    return next((name for name in candidates if name), "Error")


def _normal(facts: ErrorFacts, colors: Colors) -> str:
    name = facts.invocation_name if facts.invocation_name not in ("", "&", ".") else facts.command
    text = f"{colors.error}{name + ' : ' if name else ''}{facts.message}\n"
    if facts.position_message:
        text += facts.position_message + "\n"
    text += f"+ CategoryInfo          : {facts.category_message}\n"
    text += f"+ FullyQualifiedErrorId : {facts.fully_qualified_error_id}"
    if facts.computer_name:
        text += f"\n+ PSComputerName        : {facts.computer_name}"
    return text + colors.reset
