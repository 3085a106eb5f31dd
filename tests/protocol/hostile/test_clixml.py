"""Whatever text a peer sends, the codec gives values or raises ClixmlError; what it gave can be written and read again."""

from __future__ import annotations

import json
import math
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pssession import objects as o
from pssession.errors import LimitExceeded
from pssession.protocol.clixml import ClearText, ClixmlError, Limits, dump, dumps, load, loads
from pssession.protocol.clixml.scalars import ROWS

CORPUS = [
    json.loads(line)["xml"].encode("utf-8", "surrogatepass")
    for line in (Path(__file__).parents[2] / "data" / "clixml.jsonl").read_text(encoding="utf-8").splitlines()
    if '"xml"' in line
]
KEY = ClearText()
quick = settings(deadline=None, derandomize=True, max_examples=300)


def survives(text: bytes | str) -> None:
    """Read a text; what came of it is written and read once more."""
    try:
        values = loads(text, key=KEY)
    except ClixmlError:
        return
    loads(dumps(*values, depth=3, key=KEY), key=KEY)


@quick
@given(st.binary(max_size=200))
def test_bytes_that_are_no_xml(data: bytes) -> None:
    survives(data)


@quick
@given(st.sampled_from(CORPUS), st.data())
def test_recorded_texts_with_bytes_changed(text: bytes, data: st.DataObject) -> None:
    changed = bytearray(text)
    for _ in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    survives(bytes(changed))


@pytest.mark.parametrize("text", CORPUS[::30], ids=range(len(CORPUS[::30])))
def test_recorded_texts_cut_at_every_byte(text: bytes) -> None:
    for end in range(len(text)):
        survives(text[:end])


TAGS = [row[0] for row in ROWS] + ["Obj", "MS", "Props", "LST", "IE", "STK", "QUE", "DCT", "En", "TN", "TNRef", "T"]
TAGS += ["Ref", "Nil", "SS", "PR", "ToString", "Objs", "AV", "AI", "Unknown"]
NAMES, WORDS = ["N", "RefId", "S", "xmlns", "a"], ["", "0", "1", "Key", "Value", "name", "_x0041_", "Output"]
CONTENT = ["", "1", "-1", "abc", "true", "1e999", "P1D", "NaN", "2020-01-02T03:04:05Z", "YQ==", "_x00", "1.2.3.4", " "]


def element(draw: Random, depth: int = 4) -> str:
    """Make an element of CLIXML's words in no order of its own."""
    tag = draw.choice(TAGS)
    attributes = "".join(f' {name}="{draw.choice(WORDS)}"' for name in draw.sample(NAMES, draw.choice((0, 1, 1, 2))))
    inner = "".join(element(draw, depth - 1) for _ in range(draw.randrange(4))) if depth else ""
    return f"<{tag}{attributes}>{inner or draw.choice(CONTENT)}</{tag}>"


STRANGE = (
    "<Obj RefId='0'><DCT><En><Obj N='Key'><LST/></Obj><Nil N='Value'/></En></DCT></Obj>",
    "<Obj RefId='0'><LST><Ref RefId='0'/></LST></Obj>",
    "<Obj RefId='0'><STK><Ref RefId='0'/></STK><MS><Ref N='x' RefId='0'/></MS></Obj>",
    "<D>1E999999999</D>",
    "<DT>9999-12-31T24:00:00Z</DT>",
    "<TS>P99999999999999D</TS>",
    "<C>55296</C>",
    "<I32>１</I32>",
)


@pytest.mark.parametrize("text", STRANGE)
def test_texts_that_are_just_wrong(text: str) -> None:
    survives(text)


def test_elements_that_do_not_belong_together() -> None:
    draw = Random(1)
    for _ in range(2000):
        survives(element(draw))


characters = st.characters(codec=None) | st.sampled_from("_x0041&<>\"'\r\n\t\ud800\udfff\U0001f600\ufffe")
texts = st.text(characters, max_size=20)
scalars = st.one_of(
    st.none(),
    st.booleans(),
    texts,
    st.integers(-(2**31), 2**31 - 1),
    st.integers(-(2**63), 2**63 - 1).map(o.Int64),
    st.integers(0, 2**64 - 1).map(o.UInt64),
    st.integers(0, 255).map(o.Byte),
    st.floats(allow_nan=False),
    st.floats(width=32, allow_nan=False).map(o.Single),
    st.decimals(-(10**20), 10**20, places=6).map(o.Decimal),
    st.integers(0, 0xFFFF).map(o.Char),
    st.integers(0, 3_155_378_975_999_999_999).map(o.DateTime),
    st.integers(-(2**63), 2**63 - 1).map(o.TimeSpan),
    st.uuids(),
    st.binary(max_size=30).map(o.ByteArray),
    texts.map(o.Uri),
    texts.map(o.SecureString),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(o.ArrayList),
        st.lists(inner, max_size=4).map(o.Stack),
        st.lists(inner, max_size=4).map(o.Queue),
        st.dictionaries(texts, inner, max_size=4).map(o.Hashtable),
        st.dictionaries(texts, inner, max_size=4).map(o.PSObject.custom),
    ),
    max_leaves=12,
)


def plain(value: Any) -> Any:
    """Give a value without the wrappers that carry the names of its types."""
    if isinstance(value, o.PSObject):
        if value.base is not o.CUSTOM:
            return plain(value.base)
        return {name: plain(item) for name, item in (value.extended or {}).items()}
    if isinstance(value, o.Hashtable):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return (type(value).__name__.replace("ArrayList", "list"), [plain(item) for item in value])
    if isinstance(value, float) and value == 0:
        return math.copysign(1, value)
    return (type(value).__name__, value)


@settings(quick, max_examples=200)
@given(values)
def test_what_is_written_is_read_as_it_was(value: Any) -> None:
    text = dump(value, depth=2, key=KEY)
    assert plain(load(text, key=KEY)) == plain(value)
    assert plain(load(text.encode(), key=KEY)) == plain(value)


def test_an_object_in_itself_is_written_once_and_comes_back_in_itself() -> None:
    table = o.Hashtable()
    table["self"] = table
    (back,) = loads(dumps(table))
    assert back.base["self"] is back


NESTED = "".join(f'<Obj RefId="{n}"><LST>' for n in range(60)) + "</LST></Obj>" * 60
REFUSED = {
    "document type": ("<!DOCTYPE x><S>a</S>", Limits(), ClixmlError),
    "entities": ('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><S>&b;</S>', Limits(), ClixmlError),
    "entity from elsewhere": ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><S>&a;</S>', Limits(), ClixmlError),
    "unknown entity": ("<S>&nbsp;</S>", Limits(), ClixmlError),
    "processing instruction": ("<?run me?><S>a</S>", Limits(), ClixmlError),
    "nesting": (NESTED, Limits(), LimitExceeded),
    "own nesting": ('<Obj RefId="0"><LST><Obj RefId="1"/></LST></Obj>', Limits(depth=1), LimitExceeded),
    "size": ("<S>" + "a" * 100 + "</S>", Limits(text_bytes=100), LimitExceeded),
    "count": ("<Obj RefId='0'><LST>" + "<Nil/>" * 100 + "</LST></Obj>", Limits(elements=100), LimitExceeded),
    "length of a string": ("<S>" + "a" * 101 + "</S>", Limits(string_characters=100), LimitExceeded),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused(what: str) -> None:
    text, limits, error = REFUSED[what]
    with pytest.raises(error):
        loads(text, limits=limits)


def test_what_is_just_within_the_limits_is_read() -> None:
    limits = Limits(text_bytes=200, depth=1, elements=3, string_characters=3)
    (value,) = loads("<Obj RefId='0'><LST><S>abc</S></LST></Obj>", limits=limits)
    assert value.base == ["abc"]


def test_a_value_deeper_than_fifty_is_written_as_text_at_its_deepest() -> None:
    value: Any = "bottom"
    for _ in range(80):
        value = [value]
    loads(dumps(value))
