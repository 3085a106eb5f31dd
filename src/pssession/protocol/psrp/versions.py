"""Protocol versions: which there are, what each can do, and how two ends agree on one.

Source: MS-PSRP 3.2.5.4.1, 3.1.5.4.1; the answers of PowerShell 7.6 as probed.
"""

from __future__ import annotations

from pssession.objects import Version

Pair = tuple[int, int]

NEWEST: Pair = (2, 4)
OLDEST: Pair = (2, 0)
# GET_COMMAND_METADATA; connect, several statements, nested pipelines; information records, reset; secrets in clear.
COMMAND_METADATA: Pair = (2, 1)
CONNECT: Pair = (2, 2)
RESET: Pair = (2, 3)
NO_SESSION_KEY: Pair = (2, 4)


def pair(version: Version) -> Pair:
    """Give major and minor."""
    return (version.major, version.minor)


def version_of(numbers: Pair) -> Version:
    """Give a version of two parts."""
    return Version(*numbers)


def server_answer(client: Pair, newest: Pair = NEWEST) -> tuple[Pair, bool]:
    """Say what a server answers to a client's version, and whether it goes on.

    A client of 2.0 up to the server's own version gets its own back, a later 2.x the server's; of another major it is told the server's
    version and no session is opened.
    """
    if client[0] != newest[0]:
        return newest, False
    return (client if client <= newest else newest), True


def client_accepts(answer: Pair, own: Pair) -> bool:
    """Tell whether a client goes on with what a server answered."""
    return answer[0] == own[0] and answer <= own
