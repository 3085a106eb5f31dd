"""The host of a console: what the engine shows and asks, on standard output, standard error and a terminal.

Without a terminal (or with -NonInteractive) whatever asks fails with PowerShell's words.
Source: PowerShell 7.6 as recorded (groups cli.color, cli.stdin, remote.host).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any, TextIO

from pssession.objects import ChoiceDescription, FieldDescription, Hashtable, Host, PSCredential, SecureString, Size

_COLORS = {
    name: code
    for code, name in enumerate(
        ("Black", "DarkRed", "DarkGreen", "DarkYellow", "DarkBlue", "DarkMagenta", "DarkCyan", "Gray",
         "DarkGray", "Red", "Green", "Yellow", "Blue", "Magenta", "Cyan", "White")
    )
}  # fmt: skip
# ConsoleColor's numbers are those of an old text screen; a terminal counts otherwise.
_BY_NUMBER = ("Black", "DarkBlue", "DarkGreen", "DarkCyan", "DarkRed", "DarkMagenta", "DarkYellow", "Gray",
              "DarkGray", "Blue", "Green", "Cyan", "Red", "Magenta", "Yellow", "White")  # fmt: skip
_WARNING = "\x1b[33;1m"
_RESET = "\x1b[0m"


def supports_colors(environ: dict[str, str] | os._Environ[str]) -> bool:
    """Tell whether escape sequences are welcome: TERM says so, and NO_COLOR does not forbid it."""
    return "NO_COLOR" not in environ and environ.get("TERM", "dumb") not in ("dumb", "xterm-mono", "")


class NotInteractive(Exception):
    """Say that nobody can be asked."""


class ConsoleHost(Host):
    """Show on standard output, ask on a terminal.

    Args:
        out: Where output goes.
        err: Where errors go.
        interactive: Whether whoever sits there may be asked.
        colors: Whether to write escape sequences.
    """

    name = "ConsoleHost"

    def __init__(
        self, out: TextIO | None = None, err: TextIO | None = None, *, interactive: bool = False, colors: bool | None = None
    ) -> None:
        super().__init__()
        self._out = out or sys.stdout
        self._err = err or sys.stderr
        self.interactive = interactive
        self.colors = supports_colors(os.environ) if colors is None else colors
        self.exit_code: int | None = None
        self.entered: Any = None

    # What is shown.

    def write(self, text: str, foreground: object = None, background: object = None) -> None:
        self._put(self._out, self._colored(text, foreground, background))

    def write_line(self, text: str = "", foreground: object = None, background: object = None) -> None:
        self._put(self._out, self._colored(text, foreground, background) + "\n")

    def write_error_line(self, text: str) -> None:
        self._put(self._err, text + "\n")

    def write_warning_line(self, text: str) -> None:
        self._marked("WARNING", text)

    def write_verbose_line(self, text: str) -> None:
        self._marked("VERBOSE", text)

    def write_debug_line(self, text: str) -> None:
        self._marked("DEBUG", text)

    def _marked(self, mark: str, text: str) -> None:
        line = f"{_WARNING}{mark}: {text}{_RESET}" if self.colors else f"{mark}: {text}"
        self._put(self._out, line + "\n")

    def _put(self, stream: TextIO, text: str) -> None:
        (self._err if stream is self._out else self._out).flush()
        stream.write(text)
        stream.flush()

    def _colored(self, text: str, foreground: object, background: object) -> str:
        if not self.colors or (foreground is None and background is None):
            return text
        codes = [
            str(base + code % 8 + 60 * (code > 7))
            for base, color in ((30, foreground), (40, background))
            if (code := _code(color)) is not None
        ]
        return f"\x1b[{';'.join(codes)}m{text}{_RESET}" if codes else text

    # What is asked.

    def read_line(self) -> str:
        return self._line()

    def read_line_as_secure_string(self) -> SecureString:
        self._check()
        return SecureString(self._masked())

    def prompt(self, caption: str, message: str, fields: Sequence[FieldDescription]) -> Hashtable:
        self._check()
        for text in (caption, message):
            if text:
                self.write_line(text)
        answers = Hashtable()
        for one in fields:
            self.write(f"{one.label.replace('&', '') or one.name}: ")
            self._check()
            secret = "SecureString" in (one.parameter_type_full_name or one.parameter_type_name or "")
            answers[one.name] = SecureString(self._masked()) if secret else self._line()
        return answers

    def prompt_for_credential(
        self, caption: str, message: str, user_name: str = "", target_name: str = "", allowed_types: int = 0, options: int = 0
    ) -> PSCredential:
        self.write_line()
        self.write_line(caption or "PowerShell credential request")
        self.write_line(message or "Enter your credentials.")
        if not user_name:
            self.write("User: ")
            self._check()
            user_name = self._line()
        self.write(f"Password for user {user_name}: ")
        self._check()
        return PSCredential(user_name, SecureString(self._masked()))

    def prompt_for_choice(self, caption: str, message: str, choices: Sequence[ChoiceDescription], default: int = -1) -> int:
        for text in (caption, message):
            if text:
                self.write_line(text)
        keys = [_key(choice.label) for choice in choices]
        menu = "  ".join(f"[{key or label}] {label}" for key, label in zip(keys, (choice.label.replace("&", "") for choice in choices)))
        hint = f' (default is "{keys[default] or choices[default].label}")' if 0 <= default < len(choices) else ""
        while True:
            self.write(f"{menu}  [?] Help{hint}: ")
            self._check()
            answer = self._line().strip().lower()
            if not answer and default >= 0:
                return default
            if answer == "?":
                for key, choice in zip(keys, choices):
                    self.write_line(f"{key or choice.label.replace('&', '')} - {choice.help_message}")
                continue
            for number, (key, choice) in enumerate(zip(keys, choices)):
                if answer in (key.lower(), choice.label.replace("&", "").lower()) and answer:
                    return number

    def _line(self) -> str:
        self._check()
        line = sys.stdin.readline()
        if not sys.stdin.isatty():
            # pwsh 7.6: what was read from a pipe is echoed, so that the transcript reads as if it had been typed.
            self.write_line(line.rstrip("\n"))
        return line.rstrip("\r\n")

    def _masked(self) -> str:
        if not sys.stdin.isatty():
            return self._line()
        import getpass

        return getpass.getpass("")

    def _check(self) -> None:
        if not self.interactive:
            self.refuse_to_ask()

    def refuse_to_ask(self) -> None:
        """Raise PowerShell's error for a question in non-interactive mode."""
        from pssession.engine.errors import PSInvalidOperationException

        raise PSInvalidOperationException("PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.")

    # The session that was entered.

    def push_runspace(self, runspace: Any) -> None:
        from pssession.shell.entered import EnteredSession

        if self.entered is not None:
            self._refuse_nesting()
        self.entered = EnteredSession(runspace, self)

    def pop_runspace(self) -> None:
        entered, self.entered = self.entered, None
        if entered is not None:
            entered.leave()

    @property
    def is_runspace_pushed(self) -> bool:
        return self.entered is not None

    def _refuse_nesting(self) -> None:
        from pssession.engine.errors import PSInvalidOperationException

        raise PSInvalidOperationException("A remote session is already entered: leave it by Exit-PSSession first.")

    # What the console is.

    def set_should_exit(self, code: int) -> None:
        self.exit_code = code

    def get_window_size(self) -> Size:
        columns, lines = _terminal_size()
        return Size(width=columns, height=lines)

    def get_buffer_size(self) -> Size:
        return self.get_window_size()

    @property
    def supports_virtual_terminal(self) -> bool:
        return self.colors

    @property
    def width(self) -> int:
        """Give the cells of a line: COLUMNS, the terminal's width, or 80 where there is none."""
        return _terminal_size()[0]


def _terminal_size() -> tuple[int, int]:
    try:
        size = os.get_terminal_size(1)
    except OSError:
        return 80, 24  # what pwsh takes where no terminal says otherwise
    return (size.columns or 80, size.lines or 24)


def _code(color: object) -> int | None:
    if color is None:
        return None
    if isinstance(color, int):
        return _COLORS[_BY_NUMBER[color]] if 0 <= color < len(_BY_NUMBER) else None
    return _COLORS.get(str(color))


def _key(label: str) -> str:
    position = label.find("&")
    return label[position + 1].upper() if 0 <= position < len(label) - 1 else ""
