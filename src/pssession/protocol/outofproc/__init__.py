"""The line protocol of `pwsh -s`, of SSH subsystems and of named pipes: one XML element a line, both sides, without I/O.

It carries bytes of fragments and does not look into them. `<Data>` takes them to the session (an id of zeros) or to a pipeline;
`<Command>` announces a pipeline, `<Signal>` stops one, `<Close>` ends one or the session; each is acknowledged by an element of its own.

Source: PowerShell 7.6 as recorded (there is no specification).
"""

from pssession.protocol.outofproc.client import ClientCarrier
from pssession.protocol.outofproc.server import ServerCarrier

__all__ = ["ClientCarrier", "ServerCarrier"]
