"""The durable carrier between our own ends: numbered messages, acknowledgements, attach, detach and coming back. No I/O.

`AttachClient` is one client over all its connections, `AttachServer` the worker's end of one connection. `opening` has the lines by which
a connection begins, `frames` what follows them.

Source: `docs/reference/attach.md`.
"""

from pssession.protocol.attach.client import AttachClient
from pssession.protocol.attach.opening import Attach, AttachAck, AttachRefused, Description, Mode, Reason, Removed
from pssession.protocol.attach.server import AttachServer

__all__ = ["Attach", "AttachAck", "AttachClient", "AttachRefused", "AttachServer", "Description", "Mode", "Reason", "Removed"]
