"""What survives a client: numbered output, acknowledgements, buffering, idle time, owner. Pure: no I/O, no clock, no threads.

`session` is the machine, `outbox` keeps what was not acknowledged (`spooling` says what it asks of a disk), `hearing` understands as much
of the messages as a later client must be told, `instructions` are for the engine.
"""

from pssession.worker.durable.limits import Limits
from pssession.worker.durable.session import DurableSession

__all__ = ["DurableSession", "Limits"]
