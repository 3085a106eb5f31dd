"""What can be chosen when a session is made. Source: New-PSSessionOption, New-PSTransportOption."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pssession.client.configurations import DEFAULT, engine_of
from pssession.errors import TransportError
from pssession.objects import Host, OutputBufferingMode

_THIS_MACHINE = frozenset({"", ".", "localhost", "127.0.0.1", "::1"})
# pwsh 7.6: a client takes nothing below; -1 (here None) leaves it to the server.
MINIMUM_IDLE_SECONDS = 60.0
BUILT_IN = "builtin"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionOptions:
    """Say what a new session shall be like.

    Attributes:
        computer_name: This machine, by any of its usual names.
        name: The friendly name; "" lets the session be called after its id.
        engine: "builtin", or the command of an engine that speaks PSRP on its standard input and output (`["pwsh", "-s"]`).
        idle_timeout_seconds: How long the session lives while nobody is attached; None for the server's own choice.
        durable: Whether the session outlives this process; without that, a command's engine hangs on a pipe of ours and dies with us.
        output_buffering: What happens when nobody takes the output: Block stops the command, Drop forgets the oldest.
        application_arguments: What scripts find in `$PSSenderInfo.ApplicationArguments`.
        configuration_name: The kind of session: names its engine, where `engine` does not.
        host: Who shows what commands write and answers what they ask; None for nobody.
        adapter: Describes the caller's own kinds of objects to the CLIXML writer: object to `View`, None for those it does not know.
        retry_seconds: How long a lost connection is tried again.
        runtime_folder: Where this user's sessions are; "" for the folder that the environment names.
    """

    computer_name: str = "localhost"
    name: str = ""
    engine: str | Sequence[str] = BUILT_IN
    durable: bool = True
    idle_timeout_seconds: float | None = None
    output_buffering: OutputBufferingMode = OutputBufferingMode.NONE
    application_arguments: Mapping[str, Any] | None = None
    configuration_name: str = DEFAULT
    host: Host | None = None
    adapter: Any = None
    retry_seconds: float = 240.0
    runtime_folder: str = ""

    def __post_init__(self) -> None:
        if self.computer_name.casefold() not in _THIS_MACHINE:
            raise TransportError(
                f"Connecting to remote server {self.computer_name} failed with the following error message : nothing there listens for "
                f"sessions that this client could reach; it opens sessions on this machine only (localhost)."
            )
        if self.idle_timeout_seconds is not None and self.idle_timeout_seconds < MINIMUM_IDLE_SECONDS:
            raise ValueError(f"an idle time-out is at least {MINIMUM_IDLE_SECONDS:g} seconds, not {self.idle_timeout_seconds:g}")
        if not self.engine:
            raise ValueError('an engine is "builtin" or a command')
        if not self.durable and not self.engine_command:
            raise ValueError("only a session with an engine of its own can do without being durable")

    @property
    def engine_command(self) -> list[str]:
        """Give the engine's command, empty for the built-in one; one text is one word.

        Raises:
            ConfigurationNotFound: There is no configuration of this name.
        """
        if self.engine != BUILT_IN:
            return [self.engine] if isinstance(self.engine, str) else list(self.engine)
        return [] if self.configuration_name == DEFAULT else engine_of(self.configuration_name)
