"""New-PSSessionOption: how a session is to be. Source: features of New-PSSessionOption in PowerShell 7.6."""

from __future__ import annotations

from typing import Any, ClassVar

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.values import enums
from pssession.engine.values.types import require
from pssession.objects import TimeSpan

_MILLISECOND = 10_000


def _span(milliseconds: int | None, otherwise: int) -> TimeSpan:
    return TimeSpan((otherwise if milliseconds is None else milliseconds) * _MILLISECOND)


class PSSessionOption:
    """Hold the options of a session."""

    dotnet_type: ClassVar[str] = "System.Management.Automation.Remoting.PSSessionOption"

    def __init__(self) -> None:
        self.maximum_connection_redirection_count = 5
        self.no_compression = False
        self.no_machine_profile = False
        self.proxy_access_type = enums.make(require("System.Management.Automation.Remoting.ProxyAccessType"), 0)
        self.proxy_authentication = enums.make(require("System.Management.Automation.Runspaces.AuthenticationMechanism"), 4)
        self.proxy_credential: Any = None
        self.skip_ca_check = False
        self.skip_cn_check = False
        self.skip_revocation_check = False
        self.operation_timeout = _span(None, 180_000)
        self.no_encryption = False
        self.use_utf16 = False
        self.include_port_in_spn = False
        self.output_buffering_mode = enums.make(require("System.Management.Automation.Runspaces.OutputBufferingMode"), 0)
        self.max_connection_retry_count = 5
        self.culture: Any = None
        self.ui_culture: Any = None
        self.maximum_received_data_size_per_command: int | None = None
        self.maximum_received_object_size: int | None = 209_715_200
        self.application_arguments: Any = None
        self.open_timeout = _span(None, 180_000)
        self.cancel_timeout = _span(None, 60_000)
        self.idle_timeout = TimeSpan(-1 * _MILLISECOND)


class NewPSSessionOptionCommand(Cmdlet):
    """Make the options."""

    def begin(self) -> None:
        made = PSSessionOption()
        for attribute, parameter in _PLAIN:
            if self.is_bound(parameter):
                setattr(made, attribute, self.bound[parameter])
        for attribute, parameter in _SPANS:
            if self.is_bound(parameter):
                setattr(made, attribute, _span(self.bound[parameter], 0))
        self.write(made)


_PLAIN = (
    ("maximum_connection_redirection_count", "MaximumRedirection"),
    ("no_compression", "NoCompression"),
    ("no_machine_profile", "NoMachineProfile"),
    ("culture", "Culture"),
    ("ui_culture", "UICulture"),
    ("maximum_received_data_size_per_command", "MaximumReceivedDataSizePerCommand"),
    ("maximum_received_object_size", "MaximumReceivedObjectSize"),
    ("output_buffering_mode", "OutputBufferingMode"),
    ("max_connection_retry_count", "MaxConnectionRetryCount"),
    ("application_arguments", "ApplicationArguments"),
    ("proxy_access_type", "ProxyAccessType"),
    ("proxy_authentication", "ProxyAuthentication"),
    ("proxy_credential", "ProxyCredential"),
    ("skip_ca_check", "SkipCACheck"),
    ("skip_cn_check", "SkipCNCheck"),
    ("skip_revocation_check", "SkipRevocationCheck"),
    ("no_encryption", "NoEncryption"),
    ("use_utf16", "UseUTF16"),
    ("include_port_in_spn", "IncludePortInSPN"),
)
_SPANS = (
    ("open_timeout", "OpenTimeout"),
    ("cancel_timeout", "CancelTimeout"),
    ("idle_timeout", "IdleTimeout"),
    ("operation_timeout", "OperationTimeout"),
)
