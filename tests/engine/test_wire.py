"""Whatever a cell sends, the trusted side makes a message or a value of it, or refuses it. Nothing else."""

from __future__ import annotations

import base64
import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.harness.wire.http import value_of
from grader.harness.wire.messages import Answer, Message, Violation, read_message
from grader.harness.wire.values import MAX_DEPTH, MAX_DIGITS, MAX_ITEMS, MAX_ODD_KEYS, RESPONSE_ITEMS, Handle, Reader

ENVELOPE = {"now": 0.0, "sleeps": []}
KINDS = (
    *("text", "bytes", "int", "float", "datetime", "date", "time", "timedelta", "decimal", "uuid"),
    *("tuple", "set", "frozenset", "dict", "handle", "callback", "object"),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(KINDS) | st.text(max_size=5), inner, max_size=2),
    max_leaves=30,
)


def read(form: Any) -> Any:
    """A value, with handles as they are."""
    return Reader(lambda handle: handle).value(form)


def frame(**fields: Any) -> bytes:
    """The body of a frame."""
    return json.dumps({**ENVELOPE, **fields}).encode()


def refused(form: Any) -> str:
    """Why a form is refused."""
    with pytest.raises(Violation) as caught:
        read(form)
    return str(caught.value)


@given(st.binary())
def test_makes_a_message_or_a_violation_of_any_bytes(body: bytes) -> None:
    """No other exception leaves the decoder."""
    try:
        message = read_message(body)
    except Violation:
        return
    assert isinstance(message, Message)


@given(st.dictionaries(st.sampled_from(("type", "now", "sleeps", "value", "error", "callback", "args")), JSON))
def test_makes_a_message_or_a_violation_of_any_json(document: dict[str, Any]) -> None:
    """A message with odd fields is refused, whatever is in them."""
    try:
        message = read_message(json.dumps(document).encode())
    except Violation:
        return
    assert isinstance(message, Message)


@given(JSON)
def test_makes_a_value_or_a_violation_of_any_form(form: Any) -> None:
    """Values are rebuilt from exact built-in types or refused."""
    try:
        value = read(form)
    except Violation:
        return
    assert type(value).__module__ in ("builtins", "datetime", "decimal", "uuid", "grader.harness.wire.messages")


def test_reads_an_answer() -> None:
    """What honest code sends is understood."""
    assert Answer(value=[1, "a"], now=2.5, sleeps=[2.5]) == read_message(
        frame(type="answer", value=[1, "a"], now=2.5, sleeps=[2.5])
    )


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"\xff\xfe",
        b'{"type":"answer"}',
        frame(type="answer"),
        frame(type="answer", value=1)[:-1],
        frame(type="answer", value=1) + b"1",
        frame(type="answer", value=1, more=2),
        frame(type="unknown", value=1),
        frame(type="answer", value=1, now="0"),
        frame(type="answer", value=1, now=None),
        frame(type="answer", value=1, now=True),
        frame(type="answer", value=1, sleeps=[True]),
        frame(type="raised", error={"names": "ValueError", "text": "", "frames": [], "value": None}),
        frame(type="raised", error={"names": [], "text": "", "frames": [["a.py", "1", "f"]], "value": None}),
        frame(type="callback", callback="0", args=[], kwargs=[]),
        frame(type="callback", callback=True, args=[], kwargs=[]),
        frame(type="http", method="GET", url="/", headers=[["a"]], body="", timeout=1),
        b'{"type":"answer","value":1,"now":NaN,"sleeps":[]}',
        b'{"type":"answer","value":1,"now":1e999,"sleeps":[]}',
        b'{"type":"answer","value":1,"now":0,"sleeps":[Infinity]}',
        b'{"type":"answer","value":' + b"[" * 100_000 + b"]" * 100_000 + b',"now":0,"sleeps":[]}',
        b'{"type":"answer","value":' + b"9" * 10_000 + b',"now":0,"sleeps":[]}',
        b'{"type":"answer","value":"\\ud800","now":0,"sleeps":[]}',
    ],
    ids=range(25),
)
def test_refuses_a_frame_that_is_no_message(body: bytes) -> None:
    """Wrong types, unknown fields, trailing bytes, numbers that are none, and depth without end are refused."""
    with pytest.raises(Violation):
        read_message(body)


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"int": "1", "float": "nan"},
        {"object": []},
        {"int": 1},
        {"int": True},
        {"int": "1.5"},
        {"int": "١"},
        {"int": "--1"},
        {"int": ""},
        {"int": "1_0"},
        {"int": " 1"},
        {"int": "9" * (MAX_DIGITS + 1)},
        {"float": 1.5},
        {"float": "1.5"},
        {"float": "infinity"},
        {"bytes": "a"},
        {"bytes": "YQ==\n"},
        {"bytes": [1]},
        {"text": base64.b64encode(b"\xff").decode()},
        {"datetime": "tomorrow"},
        {"datetime": 0},
        {"date": "2026-02-30"},
        {"time": "25:00"},
        {"timedelta": [1, 2]},
        {"timedelta": [1.5, 0, 0]},
        {"timedelta": [True, 0, 0]},
        {"timedelta": [10**10, 0, 0]},
        {"decimal": "one"},
        {"decimal": "1" * 500},
        {"decimal": "1E+999999999"},
        {"decimal": "1E-999999999"},
        {"uuid": "1234"},
        {"tuple": "abc"},
        {"set": {"a": 1}},
        {"set": [[1]]},
        {"set": [{"dict": []}]},
        {"dict": {"a": 1}},
        {"dict": [[1]]},
        {"dict": [[[1], 2]]},
        {"dict": ["ab"]},
        {"handle": [1, "A", True]},
        {"handle": ["1", "A", True, None]},
        {"handle": [True, "A", True, None]},
        {"handle": [-1, "A", True, None]},
        {"handle": [MAX_ITEMS + 1, "A", True, None]},
        {"handle": [1, 2, True, None]},
        {"handle": [1, "A", 1, None]},
        {"handle": [1, "A", True, {}]},
        {"handle": [1, "A", True, [["a"]]]},
        {"handle": [1, "A", True, [[1, 2]]]},
    ],
    ids=str,
)
def test_refuses_a_form_that_is_no_value(form: Any) -> None:
    """Each kind of value has one form, and nothing near it is taken."""
    assert refused(form)


def test_keeps_a_bool_apart_from_an_int() -> None:
    """True is True and 1 is 1."""
    assert [True, 1, False, 0] == read([True, 1, False, 0])
    assert [bool, int, bool, int] == [type(item) for item in read([True, 1, False, 0])]


def test_reads_floats_that_json_has_not() -> None:
    """NaN and the infinities have a form of their own."""
    nan, up, down = read([{"float": "nan"}, {"float": "inf"}, {"float": "-inf"}])
    assert math.isnan(nan)
    assert (math.inf, -math.inf) == (up, down)


@pytest.mark.parametrize("sign", ["", "-"])
def test_reads_whole_numbers_up_to_their_limit(sign: str) -> None:
    """The sign does not count as a digit."""
    assert int(sign + "9" * MAX_DIGITS) == read({"int": sign + "9" * MAX_DIGITS})


@pytest.mark.parametrize("kind", ["list", "tuple", "dict", "handle"])
def test_reads_to_its_depth_and_no_deeper(kind: str) -> None:
    """The bound is on levels of the value, whatever it is made of."""
    wrap = {
        "list": lambda inner: [inner],
        "tuple": lambda inner: {"tuple": [inner]},
        "dict": lambda inner: {"dict": [["key", inner]]},
        "handle": lambda inner: {"handle": [1, "A", False, [["field", inner]]]},
    }[kind]
    form: Any = 1
    for _ in range(MAX_DEPTH):
        form = wrap(form)
    read(form)
    assert "levels" in refused(wrap(form))


def test_reads_so_many_items_and_no_more() -> None:
    """A list counts as one item, its items as one each."""
    assert MAX_ITEMS - 1 == len(read([0] * (MAX_ITEMS - 1)))
    assert "items" in refused([0] * MAX_ITEMS)


def test_counts_items_through_all_containers() -> None:
    """Many small containers are as much as a large one."""
    assert "items" in refused([[]] * (MAX_ITEMS // 2) + [{"tuple": []}] * (MAX_ITEMS // 2))


def colliding(count: int) -> list[Any]:
    """Whole numbers with the same hash: Python's is the number modulo 2 ** 61 - 1."""
    return [{"int": str(7 + step * (2**61 - 1))} for step in range(count)]


def test_refuses_many_keys_whose_hashes_can_be_chosen() -> None:
    """Whole numbers can be chosen so that their hashes collide; a dict of many would take quadratic time."""
    few, many = range(MAX_ODD_KEYS), range(MAX_ODD_KEYS + 1)
    assert MAX_ODD_KEYS == len(read({"set": list(few)}))
    assert "keys" in refused({"set": list(many)})
    assert "keys" in refused({"dict": [[key, 0] for key in many]})


def test_counts_what_keys_are_made_of() -> None:
    """To compare two tuples takes as long as they have items."""
    pairs = [{"tuple": [0, number]} for number in range(MAX_ODD_KEYS // 3 + 1)]
    assert MAX_ODD_KEYS // 3 == len(read({"set": pairs[1:]}))
    assert "keys" in refused({"set": pairs})


def test_counts_how_long_whole_numbers_in_keys_are() -> None:
    """To compare one with a decimal of the same hash takes it apart, which takes as long as it has digits. A key of RSA
    is no trouble.
    """
    rsa, long, decimals = {"int": str(2**4096)}, {"int": "9" * MAX_DIGITS}, [{"decimal": str(n)} for n in range(1500)]
    assert 1501 == len(read({"set": [rsa, *decimals]}))
    assert "keys" in refused({"set": [long, long, *decimals]})
    assert "keys" in refused({"set": [int("9" * MAX_DIGITS), long]})
    assert 3 == len(read([long, long, long]))


def test_counts_the_keys_of_all_containers_of_a_message() -> None:
    """Several sets of colliding keys are no better than a large one."""
    half = {"set": colliding(MAX_ODD_KEYS // 2)}
    assert 4 == len(read([half] * 4))
    assert "keys" in refused([half] * 5)


def test_takes_many_small_containers_with_odd_keys() -> None:
    """They cost nothing, whatever their keys are."""
    assert 8000 == len(read([{"dict": [[1, "a"], [2, "b"], [{"tuple": [3, 4]}, "c"]]}] * 8000))


@pytest.mark.parametrize("kind", ["set", "dict"])
def test_compares_colliding_keys_no_more_often_than_it_allows(kind: str) -> None:
    """The first items are the same in all of them, and are compared each time."""
    compared = []

    class Adopted:
        def __hash__(self) -> int:
            return 1

        def __eq__(self, other: object) -> bool:
            compared.append(other)
            return True

    keys = [{"tuple": [{"handle": [1, "A", False, None]}, key]} for key in colliding(MAX_ODD_KEYS // 3)]
    Reader(lambda _: Adopted()).value({kind: keys if kind == "set" else [[key, 0] for key in keys]})
    assert 1000 < len(compared) <= MAX_ODD_KEYS**2 / 3


def test_counts_a_response_as_many_items() -> None:
    """For it takes as much time and memory as they do."""
    form = {"response": [200, [], "", "GET", "http://api.test/"]}
    reader = Reader(lambda handle: handle, value_of)
    with pytest.raises(Violation, match="items"):
        reader.value([form] * (MAX_ITEMS // RESPONSE_ITEMS))


def test_refuses_no_number_of_text_keys() -> None:
    """The hashes of text are salted on this side."""
    assert 5000 == len(read({"dict": [[f"key {number}", number] for number in range(5000)]}))


def test_reads_keys_of_any_hashable_kind() -> None:
    """What can be a key over there can be one here."""
    form = {"dict": [[{"tuple": [1, "a"]}, 1], [{"frozenset": [2]}, 2], [None, 3], [{"bytes": "YQ=="}, 4]]}
    assert {(1, "a"): 1, frozenset({2}): 2, None: 3, b"a": 4} == read(form)


def test_hands_on_what_is_known_of_a_handle() -> None:
    """Number, class name, whether it can be called, and the fields of a record."""
    assert Handle(7, "Point", False, {"x": 1, "y": {2}}) == read(
        {"handle": [7, "Point", False, [["x", 1], ["y", {"set": [2]}]]]}
    )
