"""The engine's objects as CLIXML: how they present themselves (`views`), documents of them (`documents`), PSSerializer (`types`)."""

from pssession.engine.serialization.documents import CMDLET_DEPTH, read, write
from pssession.engine.serialization.views import revived, view

__all__ = ["CMDLET_DEPTH", "read", "revived", "view", "write"]
