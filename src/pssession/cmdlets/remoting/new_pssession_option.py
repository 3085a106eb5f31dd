"""New-PSSessionOption: how a session is to be. Source: features of New-PSSessionOption in PowerShell 7.6."""

from __future__ import annotations

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import PSArgumentException
from pssession.engine.values.dotnet.session_options import PSSessionOption, milliseconds
from pssession.engine.values.enums import enum_text

_PROXY_WAYS = ("Basic", "Negotiate", "Digest")
_WITHOUT_PROXY = ("None", "NoProxyServer")


class NewPSSessionOptionCommand(Cmdlet):
    """Make the options."""

    def begin(self) -> None:
        made = PSSessionOption()
        for attribute, parameter in _PLAIN:
            if self.is_bound(parameter):
                setattr(made, attribute, self.bound[parameter])
        for attribute, parameter in _SPANS:
            if self.is_bound(parameter):
                setattr(made, attribute, milliseconds(self.bound[parameter]))
        self._check_proxy(made)
        self.write(made)

    def _check_proxy(self, made: PSSessionOption) -> None:
        way = enum_text(made.proxy_authentication)
        if way not in _PROXY_WAYS:
            self._refuse(
                f"{way} cannot be specified as a proxy authentication mechanism. Only Basic,Negotiate or Digest are supported for proxy "
                "authentication."
            )
        access = enum_text(made.proxy_access_type)
        if made.proxy_credential is not None and access in _WITHOUT_PROXY:
            self._refuse(
                f"Proxy credentials cannot be specified when using the following proxy access type: {access}. Either specify a different "
                "access type, or do not specify proxy credentials."
            )

    def _refuse(self, words: str) -> None:
        self.throw_terminating(self.error("Argument", "InvalidArgument", words, None, PSArgumentException))


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
