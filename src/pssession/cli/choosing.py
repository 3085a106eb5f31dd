"""Which sessions a person means: by name, by a pattern of names, by id or the beginning of one, by a token."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from pssession.client.directory import list_sessions
from pssession.client.token import Address, read_token
from pssession.errors import SessionNotFound

if TYPE_CHECKING:
    from pssession.session.info import SessionInfo

HELP = "a session's name, a pattern such as 'web*', its id or the beginning of one (4 characters or more), or a token"
_SHORTEST_ID = 4


class Ambiguous(ValueError):
    """Say that one session is needed and several were meant."""


def choose(word: str, sessions: Sequence[SessionInfo] | None = None) -> list[SessionInfo]:
    """Find the sessions that a word means, oldest first.

    Args:
        word: What a person wrote.
        sessions: Those to choose from; None to ask for them.

    Raises:
        SessionNotFound: It means none.
    """
    if word.startswith("{"):
        return [_at(read_token(word))]
    found = list_sessions() if sessions is None else sessions
    wanted = word.lower()
    for matches in (
        [one for one in found if one.name.lower() == wanted],
        [one for one in found if fnmatchcase(one.name.lower(), wanted)],
        [one for one in found if len(wanted) >= _SHORTEST_ID and str(one.session_id).startswith(wanted)],
    ):
        if matches:
            return matches
    raise SessionNotFound(f"no session is called {word}")


def choose_one(word: str) -> SessionInfo:
    """Find the one session that a word means.

    Raises:
        SessionNotFound: It means none.
        Ambiguous: It means several.
    """
    found = choose(word)
    if len(found) > 1:
        ids = ", ".join(f"{one.name} ({str(one.session_id)[:8]})" for one in found)
        raise Ambiguous(f"{word} means {len(found)} sessions, and one is needed: {ids}")
    return found[0]


def choose_all(words: Sequence[str]) -> list[SessionInfo]:
    """Find the sessions that several words mean, each once.

    Raises:
        SessionNotFound: One of the words means none.
    """
    sessions = None if all(word.startswith("{") for word in words) else list_sessions()
    found = [one for word in words for one in choose(word, sessions)]
    return list({one.session_id: one for one in found}.values())


def token_of(info: SessionInfo) -> str:
    """Give the text by which the library's `reconnect` finds a session."""
    from pssession.client.token import write_token

    return write_token(address_of(info))


def address_of(info: SessionInfo) -> Address:
    """Say where a session is."""
    return Address(session_id=str(info.session_id), folder=info.runtime_folder, name=info.name)


def _at(address: Address) -> SessionInfo:
    from pssession.client.directory import find_session

    info = find_session(address.session_id, address.folder)
    if info is None:
        raise SessionNotFound(f"there is no session {address.name or address.session_id} any more")
    return info
