"""What a session says of itself to its client, and to its scripts of its client.

Source: APPLICATION_PRIVATE_DATA and $PSSenderInfo as PowerShell 7.6 was recorded.
"""

from __future__ import annotations

import os
import pwd
from typing import Any

from pssession.objects import Array, PrimitiveDictionary, PSObject, Version

_COMPATIBLE = ((1, 0), (2, 0), (3, 0), (4, 0), (5, 0), (5, 1), (6, 0), (7, 0))


def private_data(version: tuple[int, int]) -> PrimitiveDictionary:
    """Say what this server is; the protocol version in it decides what a client dares."""
    table = PrimitiveDictionary(
        {
            "PSVersion": Version(7, 6, 5),
            "PSEdition": "Core",
            "PSCompatibleVersions": Array([Version(*numbers) for numbers in _COMPATIBLE], "System.Version"),
            "PSRemotingProtocolVersion": Version(*version),
            "SerializationVersion": Version(1, 1, 0, 1),
            "WSManStackVersion": Version(3, 0),
            "Platform": "Unix",
            "OS": f"{os.uname().sysname} {os.uname().release}",
            "GitCommitId": "7.6.5",
        }
    )
    return PrimitiveDictionary({"PSVersionTable": table})


def sender_info(arguments: PrimitiveDictionary | None) -> PSObject:
    """Make `$PSSenderInfo`: this user, proven by the socket, and what the client gave along."""
    name = _user_name()
    identity = PSObject.custom(
        {"Name": name, "IsAuthenticated": True, "AuthenticationType": "unix"}, "System.Management.Automation.Remoting.PSIdentity"
    )
    principal = PSObject.custom({"Identity": identity, "WindowsIdentity": None}, "System.Management.Automation.Remoting.PSPrincipal")
    return PSObject.custom(
        {
            "UserInfo": principal,
            "ClientTimeZone": None,
            "ConnectionString": "http://localhost",
            "ApplicationArguments": arguments if arguments is not None else PrimitiveDictionary(),
            "ConfigurationName": "Microsoft.PowerShell",
            "ConnectedUser": name,
            "RunAsUser": "",
        },
        "System.Management.Automation.Remoting.PSSenderInfo",
    )


def _user_name() -> Any:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return str(os.geteuid())
