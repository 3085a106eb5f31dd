"""What a console asks: values of parameters, credentials, choices; in PowerShell's words and layout.

How a line is read stands in `terminal` and `console_host`; here is what is shown around it and what an answer means.

Source: ConsoleHost of PowerShell 7.6 as recorded (cli.stdin, cli.command) and seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from pssession.objects import ChoiceDescription, FieldDescription, Hashtable, PSCredential, SecureString

_HELP = "!?"
_BOLD = "\x1b[1m"
_DEFAULT = "\x1b[33;1m"
_RESET = "\x1b[0m"


class Asker(Protocol):
    """Show text and read answers."""

    colors: bool

    def write(self, text: str) -> None:
        """Show text without a line end."""

    def write_line(self, text: str = "") -> None:
        """Show a line."""

    def ask(self, prompt: str) -> str:
        """Show a prompt and read a line; raises where nobody may be asked."""

    def ask_secret(self, prompt: str) -> str:
        """Show a prompt and read a line that is not shown."""


class Questions:
    """Ask by a few lines of text.

    Args:
        asker: Shows and reads.
    """

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    def fields(self, caption: str, message: str, fields: Sequence[FieldDescription]) -> Hashtable:
        """Ask for values; give them by the fields' names: texts, SecureString, PSCredential, lists of these."""
        self._headed(caption, message)
        if any(field.help_message for field in fields):
            self._asker.write_line("(Type !? for Help.)")
        answers = Hashtable()
        for field in fields:
            answers[field.name] = self._field(field)
        return answers

    def credential(self, caption: str, message: str, user_name: str = "") -> PSCredential:
        """Ask for a user's name, unless it is known, and a password."""
        asker = self._asker
        asker.write_line()
        self._strong(caption or "PowerShell credential request")
        asker.write_line(message or "Enter your credentials.")
        while not user_name:
            user_name = asker.ask("User: ")
        return PSCredential(user_name, SecureString(asker.ask_secret(f"Password for user {user_name}: ")))

    def choice(self, caption: str, message: str, choices: Sequence[ChoiceDescription], default: int) -> int:
        """Ask for one of several choices; give its index."""
        self._headed(caption, message)
        while True:
            answer = self._asker.ask(self._menu(choices, [default]))
            if not answer.strip() and 0 <= default < len(choices):
                return default
            found = self._chosen(answer, choices)
            if found is not None:
                return found

    def choices(self, caption: str, message: str, choices: Sequence[ChoiceDescription], defaults: Sequence[int]) -> list[int]:
        """Ask for any number of choices, until an empty answer; give their indexes."""
        self._headed(caption, message)
        self._asker.write_line(self._menu(choices, defaults).rstrip(": "))
        made: list[int] = []
        while True:
            answer = self._asker.ask(f"Choice[{len(made)}]: ")
            if not answer.strip():
                return made or list(defaults)
            found = self._chosen(answer, choices)
            if found is not None and found not in made:
                made.append(found)

    # Inside.

    def _headed(self, caption: str, message: str) -> None:
        if caption:
            self._asker.write_line()
            self._strong(caption)
        if message:
            self._asker.write_line(message)

    def _strong(self, text: str) -> None:
        self._asker.write_line(f"{_BOLD}{text}{_RESET}" if self._asker.colors else text)

    def _field(self, field: FieldDescription) -> Any:
        label = field.label.replace("&", "") or field.name
        kind = field.parameter_type_full_name or field.parameter_type_name or ""
        if not kind.endswith("[]"):
            return self._item(field, kind, f"{label}: ")
        items: list[Any] = []
        while True:
            item = self._item(field, kind[:-2], f"{label}[{len(items)}]: ")
            if item in ("", None):
                return items
            items.append(item)

    def _item(self, field: FieldDescription, kind: str, prompt: str) -> Any:
        asker = self._asker
        if kind.endswith("SecureString"):
            return SecureString(asker.ask_secret(prompt))
        if kind.endswith("PSCredential"):
            return self.credential("", prompt.rstrip(": "))
        while (answer := asker.ask(prompt)) == _HELP and field.help_message:
            asker.write_line(field.help_message)
        # A leading "!!" is how an answer that begins with "!" is written.
        return answer[1:] if answer.startswith("!!") else answer

    def _menu(self, choices: Sequence[ChoiceDescription], defaults: Sequence[int]) -> str:
        pieces = []
        for number, choice in enumerate(choices):
            text = f"[{key_of(choice)}] {label_of(choice)}"
            pieces.append(f"{_DEFAULT}{text}{_RESET}" if self._asker.colors and number in defaults else text)
        named = [key_of(choices[number]) for number in defaults if 0 <= number < len(choices)]
        hint = ""
        if named:
            word = "default is" if len(named) == 1 else "default choices are"
            hint = f" ({word} {','.join(chr(34) + key + chr(34) for key in named)})"
        return f"{'  '.join(pieces)}  [?] Help{hint}: "

    def _chosen(self, answer: str, choices: Sequence[ChoiceDescription]) -> int | None:
        """Give the index that an answer means; show the help for `?`."""
        folded = answer.strip().lower()
        if folded == "?":
            for choice in choices:
                self._asker.write_line(f"{key_of(choice)} - {choice.help_message}")
            return None
        for number, choice in enumerate(choices):
            if folded and folded in (key_of(choice).lower(), label_of(choice).lower()):
                return number
        return None


def key_of(choice: ChoiceDescription) -> str:
    """Give the key of a choice: the letter behind the ampersand, else the whole label."""
    position = choice.label.find("&")
    if 0 <= position < len(choice.label) - 1:
        return choice.label[position + 1].upper()
    return label_of(choice)


def label_of(choice: ChoiceDescription) -> str:
    """Give the words of a choice."""
    return choice.label.replace("&", "")
