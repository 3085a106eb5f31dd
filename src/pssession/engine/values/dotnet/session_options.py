"""PSSessionOption and PSTransportOption: what a session and a kind of session are to be like.

Source: System.Management.Automation.Remoting.PSSessionOption; Microsoft.PowerShell.Commands.WSManConfigurationOption.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pssession.engine.values import enums
from pssession.engine.values.tables import TypeTable
from pssession.engine.values.types import require
from pssession.objects import TimeSpan

TICKS_PER_MILLISECOND = 10_000
_RUNSPACES = "System.Management.Automation.Runspaces."


def milliseconds(count: int) -> TimeSpan:
    """Give a span of so many milliseconds."""
    return TimeSpan(count * TICKS_PER_MILLISECOND)


class PSSessionOption:
    """Hold the options of a session; -1 milliseconds of idle time-out leave it to the server."""

    dotnet_type: ClassVar[str] = "System.Management.Automation.Remoting.PSSessionOption"

    def __init__(self) -> None:
        self.maximum_connection_redirection_count = 5
        self.no_compression = False
        self.no_machine_profile = False
        self.proxy_access_type = enums.make(require("System.Management.Automation.Remoting.ProxyAccessType"), 0)
        self.proxy_authentication = enums.make(require(_RUNSPACES + "AuthenticationMechanism"), 2)
        self.proxy_credential: Any = None
        self.skip_ca_check = False
        self.skip_cn_check = False
        self.skip_revocation_check = False
        self.operation_timeout = milliseconds(180_000)
        self.no_encryption = False
        self.use_utf16 = False
        self.include_port_in_spn = False
        self.output_buffering_mode = enums.make(require(_RUNSPACES + "OutputBufferingMode"), 0)
        self.max_connection_retry_count = 5
        self.culture: Any = None
        self.ui_culture: Any = None
        self.maximum_received_data_size_per_command: int | None = None
        self.maximum_received_object_size: int | None = 209_715_200
        self.application_arguments: Any = None
        self.open_timeout = milliseconds(180_000)
        self.cancel_timeout = milliseconds(60_000)
        self.idle_timeout = milliseconds(-1)


class PSTransportOption:
    """Hold the quotas of a kind of session; null leaves one as it is."""

    dotnet_type: ClassVar[str] = "Microsoft.PowerShell.Commands.WSManConfigurationOption"

    def __init__(self) -> None:
        self.process_idle_timeout_sec: int | None = None
        self.max_idle_timeout_sec: int | None = None
        self.max_sessions: int | None = None
        self.max_concurrent_commands_per_session: int | None = None
        self.max_sessions_per_user: int | None = None
        self.max_memory_per_session_mb: int | None = None
        self.max_processes_per_session: int | None = None
        self.max_concurrent_users: int | None = None
        self.idle_timeout_sec: int | None = None
        self.output_buffering_mode: Any = None


TABLES = (TypeTable("System.Management.Automation.Remoting.PSSessionOption", new=PSSessionOption, python=PSSessionOption),)
