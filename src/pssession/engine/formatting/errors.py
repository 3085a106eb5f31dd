"""How an error record looks: ConciseView, NormalView, CategoryView and DetailedView ($ErrorView).

Only what PowerShell prints is kept here; the words come from the record. Colours are escape sequences, left out where the host has
no virtual terminal.
Source: PowerShell 7.6 as recorded (groups err.view, fmt.default_views, remote.errview) and seen.
"""

from __future__ import annotations

from dataclasses import dataclass

_NATIVE = ("NativeCommandErrorMessage", "NativeCommandError")


@dataclass(frozen=True, slots=True, kw_only=True)
class Colors:
    """Hold the escape sequences around an error; empty ones for plain text."""

    error: str = ""
    accent: str = ""
    reset: str = ""


VIRTUAL_TERMINAL = Colors(error="\x1b[31;1m", accent="\x1b[36;1m", reset="\x1b[0m")
PLAIN = Colors()


@dataclass(slots=True, kw_only=True)
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
    detailed = (facts.parse_errors or facts.script_name or facts.line_number > 1) and not facts.script_name.lower().endswith(".psm1")
    message = facts.message
    if facts.parse_errors and "~\n" in message:
        message = message.rpartition("~\n")[2] + "\n"
    if not (detailed and (facts.line or facts.script_name)):
        advice = f"\n  Recommendation: {facts.recommended_action}" if facts.recommended_action else ""
        return f"{colors.error}{_reason(facts)}: {colors.error}{message}{advice}{colors.reset}"
    head = f"{colors.reset}{facts.script_name}:{facts.line_number}\n" if facts.script_name else "\n"
    number = str(facts.line_number)
    shift = " " * max(len(number) - 4, 0)
    block = f"{head}{colors.accent}{shift}Line |\n"
    block += f"{colors.accent}{' ' * max(4 - len(number), 0)}{number} | {colors.reset}{facts.line.rstrip(chr(10))}\n"
    prefix = f"{colors.accent}{shift}     | {colors.error}"
    if facts.underline.strip():
        block += f"{prefix}{facts.underline}\n"
    message = _break(message.rstrip("\n"), prefix, len(shift) + len("     | "), width)
    return f"{colors.error}{_reason(facts)}: {block}{colors.error}{prefix}{message}{colors.reset}"


def _break(message: str, prefix: str, prefix_cells: int, width: int) -> str:
    """Break a message at blanks so that it stays beside the bar."""
    message = message.replace("\r\n", " ").replace("\n", " ").replace("\t", " ")
    room = max(width - prefix_cells, 1)
    if len(message) <= room:
        return message
    lines: list[str] = []
    while len(message) > room:
        cut = message.rfind(" ", 0, room)
        if cut <= 0:
            cut = room
        lines.append(message[:cut])
        message = message[cut:].strip()
    lines.append(message)
    return ("\n" + prefix).join(lines)


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
