"""A token is one line that leads back to its session; anything else is refused with a reason."""

from __future__ import annotations

import uuid

import pytest

from pssession.client.token import Address, read_token, write_token

ID = str(uuid.UUID(int=7))


def test_a_token_leads_back() -> None:
    address = Address(session_id=ID, folder="/run/user/1/pssession", name="Büro 1")
    token = write_token(address)
    assert "\n" not in token
    assert read_token(f"{token}\n") == address


def test_a_bare_id_is_a_token() -> None:
    assert read_token(ID.upper()) == Address(session_id=ID)


@pytest.mark.parametrize(
    "text", ["", "x", "{", "{}", "[]", '{"pssession": 2}', '{"pssession": 1, "session_id": 5}', '{"pssession": 1}', "null"]
)
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no token"):
        read_token(text)
