"""What a session tells its client about itself, and what it tells its scripts about the client.

Source: MS-PSRP 2.2.2.13; about_Automatic_Variables ($PSSenderInfo); PowerShell 7.6 as recorded (open-close).
"""

from __future__ import annotations

import os
import pwd
from typing import Any

from pssession.engine.commands.automatic import version_table
from pssession.objects import PrimitiveDictionary, PropertyBag, PSObject, Version
from pssession.protocol.psrp.versions import Pair, version_of

_SENDER_NAMES = ["System.Management.Automation.Remoting.PSSenderInfo", "System.Object"]
_PRINCIPAL_NAMES = ["System.Management.Automation.Remoting.PSPrincipal", "System.Object"]
_IDENTITY_NAMES = ["System.Management.Automation.Remoting.PSIdentity", "System.Object"]


def private_data(version: Pair) -> PrimitiveDictionary:
    """Tell what APPLICATION_PRIVATE_DATA holds.

    Args:
        version: The protocol version agreed on: clients go by the one that stands here.
    """
    table = version_table()
    told = PrimitiveDictionary()
    for key, value in table.items():
        told[key] = value
    told["PSSemanticVersion"] = str(told["PSVersion"])
    told["PSVersion"] = _numbers(told["PSVersion"])
    told["PSRemotingProtocolVersion"] = version_of(version)
    return PrimitiveDictionary(
        (
            # People look for this one; a list of the whole shows the first few.
            ("PSVersionTable", told),
            ("DebugMode", 1),
            ("DebugStop", False),
            ("DebugBreakpointCount", 0),
            ("BreakAll", False),
            ("UnhandledBreakpointMode", 1),
        )
    )


def _numbers(semantic: Any) -> Any:
    return Version(semantic.major, semantic.minor, semantic.patch)


def user_name() -> str:
    """Name the user that the session runs as."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return str(os.geteuid())


def sender_info(arguments: PrimitiveDictionary | None) -> PSObject:
    """Make `$PSSenderInfo`.

    Args:
        arguments: What the client gave with its session.
    """
    identity = PropertyBag(AuthenticationType="None", IsAuthenticated=True, Name=user_name(), CertificateDetails=None)
    principal = PropertyBag(Identity=_made(identity, _IDENTITY_NAMES), WindowsIdentity=None)
    members = PropertyBag(
        UserInfo=_made(principal, _PRINCIPAL_NAMES),
        ClientTimeZone=None,
        ConnectionString=None,
        ApplicationArguments=PrimitiveDictionary() if arguments is None else arguments,
        ConfigurationName="Microsoft.PowerShell",
        ConnectedUser=user_name(),
        RunAsUser="",
    )
    made = _made(members, _SENDER_NAMES)
    made.text = user_name()
    return made


def _made(members: PropertyBag, names: list[str]) -> PSObject:
    made = PSObject.custom(members)
    made.type_names = names
    return made
