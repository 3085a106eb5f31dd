"""The folder where the sockets of this user's sessions lie, and what the names in it mean.

`<session id>.sock` is a session, `zygote.sock` the process that starts them. The folder is this user's alone (0700); one that others can
enter, or that belongs to somebody else, is refused rather than used.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator

from pssession.errors import TransportError

ZYGOTE_SOCKET = "zygote.sock"
_SUFFIX = ".sock"
_ID_LENGTH = 36


class RuntimeFolder:
    """Name the sockets in one folder."""

    __slots__ = ("path",)

    def __init__(self, path: str) -> None:
        self.path = path

    @classmethod
    def locate(cls) -> RuntimeFolder:
        """Give the folder that the environment names: PSSESSION_RUNTIME_DIR, else one below XDG_RUNTIME_DIR, else one below the home."""
        given = os.environ.get("PSSESSION_RUNTIME_DIR")
        if given:
            return cls(os.path.abspath(given))
        runtime = os.environ.get("XDG_RUNTIME_DIR")
        if runtime:
            return cls(os.path.join(runtime, "pssession"))
        return cls(os.path.expanduser("~/.local/state/pssession/run"))

    def make(self) -> None:
        """Make sure that the folder is there and nobody else's.

        Raises:
            TransportError: It cannot be made, belongs to another user, or others may enter it.
        """
        try:
            os.makedirs(self.path, mode=0o700, exist_ok=True)
            found = os.stat(self.path)
        except OSError as error:
            raise TransportError(
                f"the runtime folder {self.path} cannot be made: {error.strerror}; name another one in PSSESSION_RUNTIME_DIR"
            ) from error
        if not stat.S_ISDIR(found.st_mode):
            raise TransportError(f"the runtime folder {self.path} is not a folder; name another one in PSSESSION_RUNTIME_DIR")
        if found.st_uid != os.geteuid():
            raise TransportError(f"the runtime folder {self.path} belongs to another user; name another one in PSSESSION_RUNTIME_DIR")
        if found.st_mode & 0o077:
            raise TransportError(f"the runtime folder {self.path} is open to other users; say: chmod 700 {self.path}")
        if not os.access(self.path, os.W_OK | os.X_OK):
            raise TransportError(f"the runtime folder {self.path} cannot be written to; say: chmod 700 {self.path}")

    @property
    def zygote(self) -> str:
        """Give the path of the zygote's socket."""
        return os.path.join(self.path, ZYGOTE_SOCKET)

    def session(self, session_id: object) -> str:
        """Give the path of a session's socket."""
        return os.path.join(self.path, f"{session_id}{_SUFFIX}")

    def sessions(self) -> Iterator[str]:
        """Give the ids of the sessions whose sockets are here, whether or not anybody still listens.

        Raises:
            TransportError: The folder is there but cannot be read.
        """
        for name in self._names():
            session_id = name.removesuffix(_SUFFIX)
            if len(session_id) == _ID_LENGTH and name.endswith(_SUFFIX):
                yield session_id

    def unfinished(self) -> Iterator[str]:
        """Give the paths of sockets whose makers died before they had a name: they were called after the process, behind a dot."""
        for name in self._names():
            if name.startswith(".") and name[1:].isdigit() and not os.path.exists(f"/proc/{name[1:]}"):
                yield os.path.join(self.path, name)

    def _names(self) -> list[str]:
        try:
            return sorted(os.listdir(self.path))
        except FileNotFoundError:
            return []
        except OSError as error:
            raise TransportError(f"the runtime folder {self.path} cannot be read: {error.strerror}") from error
