"""The host that a session sees: the client's own, with what PowerShell puts between the two.

A session that asks for secrets is announced as what it is, colours stay out where the client shows none, and `exit` in a session ends that
session instead of the client.

Source: ClientMethodExecutor and RemoteHostCall of PowerShell 7.6 as recorded (remote.host).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pssession.objects import FieldDescription, Hashtable, Host, HostError, PSCredential, SecureString

if TYPE_CHECKING:
    from pssession.cmdlets.remoting.pssession_object import PSSession

    _Base = Host
else:
    # A Host's own members would hide those of the host behind.
    _Base = object

_TRUST = (
    "When you are prompted, enter sensitive information, such as credentials or passwords, only if you trust the remote computer and the "
    "application or script that is requesting the data."
)
_SECRETS = ("System.Security.SecureString", "System.Management.Automation.PSCredential")


class SessionHost(_Base):
    """Stand between a session and the client's host.

    Args:
        context: The client's runspace: its host, and whether it shows colours.
        computer_name: As the session's PSComputerName.

    Attributes:
        session: The session that `exit` ends, once it is made.
    """

    def __init__(self, context: Any, computer_name: str) -> None:
        self._context = context
        self._host: Host = context.host
        self._computer = computer_name.upper()
        self.session: PSSession | None = None

    def __getattr__(self, name: str) -> Any:
        # All that is not changed here is the client's host itself, its name and measures included.
        return getattr(self._host, name)

    # Shown.

    def write(self, text: str, foreground: Any = None, background: Any = None) -> None:
        """Show text, in its colours where the client shows any."""
        colors = self._colors(foreground, background)
        self._host.write(text, *colors)

    def write_line(self, text: str = "", foreground: Any = None, background: Any = None) -> None:
        """Show a line, in its colours where the client shows any."""
        colors = self._colors(foreground, background)
        self._host.write_line(text, *colors)

    def _colors(self, foreground: Any, background: Any) -> tuple[Any, ...]:
        if foreground is None and background is None:
            return ()
        from pssession.engine.formatting.session import is_plain_text

        return () if is_plain_text(self._context) else (foreground, background)

    # Asked.

    def read_line_as_secure_string(self) -> SecureString:
        """Ask for a secret line, and say who wants it."""
        self._host.write_warning_line(
            f"A script or application on the remote computer {self._computer} is asking to read a line securely. {_TRUST}"
        )
        return self._host.read_line_as_secure_string()

    def prompt(self, caption: str, message: str, fields: Sequence[FieldDescription]) -> Hashtable:
        """Ask for several values; where a secret is among them, say who wants it."""
        if any(one.parameter_type_full_name in _SECRETS for one in fields):
            self._host.write_warning_line(
                f"A script or application on the remote computer {self._computer} is sending a prompt request. {_TRUST}"
            )
        return self._host.prompt(caption, message, fields)

    def prompt_for_credential(
        self, caption: str, message: str, user_name: str = "", target_name: str = "", allowed_types: int = 3, options: int = 1
    ) -> PSCredential | None:
        """Ask for a credential, and say who wants it."""
        caption = f"PowerShell Credential Request: {caption}" if caption else "PowerShell Credential Request"
        message = (
            f"Warning: A script or application on the remote computer {self._computer} is requesting your credentials. Enter your "
            f"credentials only if you trust the remote computer and the application or script that is requesting them.\n\n{message}"
        )
        return self._host.prompt_for_credential(caption, message, user_name, target_name, allowed_types, options)

    def get_buffer_contents(self, area: Any) -> Any:
        """Refuse: what is on the screen is nobody's business over there."""
        raise HostError(
            f"A script or application on the remote computer {self._computer} is attempting to read the buffer contents on the PowerShell "
            "host. For security reasons, this is not allowed; the call has been suppressed."
        )

    # The program around.

    def set_should_exit(self, code: int) -> None:
        """End the session that a script has left by `exit`, once its command is over; the client goes on."""
        if self.session is not None:
            self.session.wants_to_end = True
