"""What a session tells its client about itself, and what it tells its scripts about the client.

Source: MS-PSRP 2.2.2.13; about_Automatic_Variables ($PSSenderInfo); PowerShell 7.6 as recorded (open-close).
"""

from __future__ import annotations

import os
import pwd

from pssession.engine.commands.automatic import told_version_table
from pssession.objects import PrimitiveDictionary
from pssession.protocol.psrp.versions import Pair, version_of

_REMOTING = "System.Management.Automation.Remoting."


class Identity:
    """Say who the client's user is: the one that the session runs as, since nobody else gets in."""

    dotnet_type = _REMOTING + "PSIdentity"
    authentication_type = "None"
    is_authenticated = True
    certificate_details = None

    @property
    def name(self) -> str:
        """Name the user."""
        return user_name()


class Principal:
    """Be the client's user."""

    dotnet_type = _REMOTING + "PSPrincipal"
    windows_identity = None

    def __init__(self) -> None:
        self.identity = Identity()


class SenderInfo:
    """Be `$PSSenderInfo`.

    Args:
        arguments: What the client gave with its session.
    """

    dotnet_type = _REMOTING + "PSSenderInfo"
    client_time_zone = None
    # pwsh 7.6 over pipes and SSH.
    connection_string = "http://localhost"
    configuration_name = ""

    def __init__(self, arguments: PrimitiveDictionary | None) -> None:
        self.user_info = Principal()
        self.application_arguments = PrimitiveDictionary() if arguments is None else arguments

    def to_string(self) -> str:
        """Name the user."""
        return user_name()


def private_data(version: Pair) -> PrimitiveDictionary:
    """Tell what APPLICATION_PRIVATE_DATA holds.

    Args:
        version: The protocol version agreed on: clients go by the one that stands here.
    """
    told = told_version_table()
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


def user_name() -> str:
    """Name the user that the session runs as."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return str(os.geteuid())
