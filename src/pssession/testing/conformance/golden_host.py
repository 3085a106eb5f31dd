"""The host that rows about sessions were recorded with: it notes every call and answers from a list.

Source: the README beside the recorded rows, "remote rows".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pssession.objects import (
    ChoiceDescription,
    FieldDescription,
    Hashtable,
    Host,
    HostDefaultData,
    HostError,
    KeyInfo,
    ProgressRecord,
    PSCredential,
    SecureString,
    Size,
)

_SIZE = Size(120, 50)
_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
_COLORS = ("Black", "DarkBlue", "DarkGreen", "DarkCyan", "DarkRed", "DarkMagenta", "DarkYellow", "Gray",
           "DarkGray", "Blue", "Green", "Cyan", "Red", "Magenta", "Yellow", "White")  # fmt: skip
_KEY_OPTIONS = {1: "AllowCtrlC", 2: "NoEcho", 4: "IncludeKeyDown", 8: "IncludeKeyUp"}
_CREDENTIAL_TYPES = {1: "Generic", 2: "Domain", 3: "Default"}
_CREDENTIAL_OPTIONS = {0: "None", 1: "ValidateUserNameSyntax", 2: "AlwaysPrompt", 3: "ReadOnlyUserName"}
_RECORD_TYPES = {0: "Processing", 1: "Completed"}


class GoldenHost(Host):
    """Note what is shown and asked.

    Args:
        answers: Given in their order to whoever asks.
        message: Told of the stream's name and the text of every warning, verbose and debug line.

    Attributes:
        calls: What was called: kind, text, and for a write in colours both of them.
    """

    name = "GoldenHost"

    def __init__(self, answers: Iterable[str] = (), message: Callable[[str, str], None] | None = None) -> None:
        super().__init__()
        self.data = HostDefaultData(
            buffer_size=_SIZE, window_size=_SIZE, max_window_size=_SIZE, max_physical_window_size=_SIZE, window_title="golden"
        )
        self.calls: list[list[str]] = []
        self._answers = list(answers)
        self._message = message

    def _note(self, kind: str, text: str = "") -> None:
        self.calls.append([kind, _ESCAPES.sub("", text)])

    def _answer(self) -> str:
        if not self._answers:
            raise HostError("The host has no answer left.")
        return self._answers.pop(0)

    # Shown.

    def write(self, text: str, foreground: Any = None, background: Any = None) -> None:
        """Note a write."""
        self._note("Write", text)
        self._color(foreground, background)

    def write_line(self, text: str = "", foreground: Any = None, background: Any = None) -> None:
        """Note a line."""
        self._note("WriteLine", text)
        self._color(foreground, background)

    def _color(self, foreground: Any, background: Any) -> None:
        if foreground is None and background is None:
            return
        chosen = (foreground, self.data.foreground_color), (background, self.data.background_color)
        self.calls[-1].append(",".join(_color_name(color, default) for color, default in chosen))

    def write_error_line(self, text: str) -> None:
        """Note a line of an error."""
        self._note("Error", text)

    def write_warning_line(self, text: str) -> None:
        """Note a warning."""
        self._line("Warning", text)

    def write_verbose_line(self, text: str) -> None:
        """Note a verbose message."""
        self._line("Verbose", text)

    def write_debug_line(self, text: str) -> None:
        """Note a debug message."""
        self._line("Debug", text)

    def _line(self, kind: str, text: str) -> None:
        self._note(kind, text)
        if self._message is not None:
            self._message(kind.lower(), text)

    def write_progress(self, source_id: int, record: ProgressRecord) -> None:
        """Note how far an activity is."""
        fields = (
            record.activity_id,
            record.activity,
            record.status_description,
            record.current_operation or "",
            record.percent_complete,
            _RECORD_TYPES.get(record.record_type, record.record_type),
        )
        self._note("Progress", "|".join(map(str, fields)))

    # Asked.

    def read_line(self) -> str:
        """Give an answer."""
        self._note("ReadLine")
        return self._answer()

    def read_line_as_secure_string(self) -> SecureString:
        """Give an answer."""
        self._note("ReadLineAsSecureString")
        return SecureString(self._answer())

    def prompt(self, caption: str, message: str, fields: Sequence[FieldDescription]) -> Hashtable:
        """Give an answer for each field."""
        shown = ",".join(
            f"{one.name}:{one.parameter_type_full_name}:{one.label}:{one.help_message}:{bool(one.is_mandatory)}" for one in fields
        )
        self._note("Prompt", f"{caption}|{message}|{shown}")
        answers = Hashtable()
        for one in fields:
            self._note("Field", one.name)
            answer = self._answer()
            answers[one.name] = SecureString(answer) if one.parameter_type_full_name.endswith("SecureString") else answer
        return answers

    def prompt_for_credential(
        self, caption: str, message: str, user_name: str = "", target_name: str = "", allowed_types: int = 3, options: int = 1
    ) -> PSCredential:
        """Give an answer of the form user:password."""
        kinds = f"{_CREDENTIAL_TYPES.get(int(allowed_types))}|{_CREDENTIAL_OPTIONS.get(int(options))}"
        self._note("PromptForCredential", f"{caption}|{message}|{user_name}|{target_name}|{kinds}")
        user, _, password = self._answer().partition(":")
        return PSCredential(user, SecureString(password))

    def prompt_for_choice(self, caption: str, message: str, choices: Sequence[ChoiceDescription], default: int = -1) -> int:
        """Give an answer, the index of a choice."""
        self._note("PromptForChoice", f"{caption}|{message}|{_listed(choices)}|{default}")
        return int(self._answer())

    def prompt_for_multiple_choice(
        self, caption: str, message: str, choices: Sequence[ChoiceDescription], defaults: Sequence[int] = ()
    ) -> list[int]:
        """Give an answer, indexes between commas."""
        self._note("PromptForChoice", f"{caption}|{message}|{_listed(choices)}|{','.join(map(str, defaults))}")
        return [int(one) for one in self._answer().split(",")]

    def read_key(self, options: int = 4) -> KeyInfo:
        """Give an answer's first letter."""
        self._note("ReadKey", ", ".join(name for bit, name in _KEY_OPTIONS.items() if options & bit))
        letter = self._answer()[:1]
        return KeyInfo(virtual_key_code=ord(letter.upper()), character=letter, control_key_state=0, key_down=True)

    def get_key_available(self) -> bool:
        """Fail, as the recorded host does."""
        raise HostError("The method or operation is not implemented.", "NotImplemented")

    # The program around.

    def set_should_exit(self, code: int) -> None:
        """Note that a script wants an end."""
        self._note("SetShouldExit", str(code))

    def set_window_title(self, title: str) -> None:
        """Set the window's title."""
        super().set_window_title(title)
        self._note("WindowTitle", title)

    def flush_input_buffer(self) -> None:
        """Note that waiting keys are to be forgotten."""
        self._note("FlushInputBuffer")


def _color_name(color: Any, default: int) -> str:
    return _COLORS[color if isinstance(color, int) and 0 <= color < len(_COLORS) else default]


def _listed(choices: Sequence[ChoiceDescription]) -> str:
    return ",".join(f"{one.label}:{one.help_message}" for one in choices)
