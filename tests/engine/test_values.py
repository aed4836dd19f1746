"""What crosses to a student's process and back, type by type, through a real cell."""

from __future__ import annotations

import datetime as dt
import math
import uuid
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.harness.suite.remote import Remote, StudentError
from grader.harness.verdicts import CellCrashed
from grader.harness.wire.values import MAX_DEPTH
from grader.suite import fields, type_name

ECHO = """
    def echo(value):
        return value

    def shown(value):
        return repr(value)

    def kind(value):
        return type(value).__name__
"""

VALUES = [
    None,
    True,
    False,
    0,
    -1,
    2**53 - 1,
    2**53,
    -(2**64),
    10**4299,
    -(10**4299),
    0.0,
    -0.0,
    1.5e-300,
    math.inf,
    -math.inf,
    "",
    "naïve ✓ 🎉 \x00 \n",
    "half a pair: \ud83c",
    b"",
    bytes(range(256)),
    [],
    [1, [2, [3]]],
    (),
    (1, (2, "a")),
    {},
    {"a": 1, 2: "b", None: 3, (4, 5): [6], 1.5: True, b"x": frozenset({7})},
    {"int": "1"},
    set(),
    {1, "a", (2, 3)},
    frozenset({frozenset({1})}),
    dt.datetime(2026, 1, 5, 9, 0, 0, 123456),
    dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC),
    dt.datetime(2026, 1, 5, 9, tzinfo=dt.timezone(dt.timedelta(hours=-3, minutes=-30, seconds=-7))),
    dt.date(1, 1, 1),
    dt.time(23, 59, 59, 999999),
    dt.time(1, 2, tzinfo=dt.UTC),
    dt.timedelta(days=-1, microseconds=1),
    dt.timedelta.max,
    Decimal("0.10"),
    Decimal("-1E+100"),
    Decimal("Infinity"),
    uuid.UUID(int=2**128 - 1),
]


def exact(value: Any) -> str:
    """A value with its types, so that 1, 1.0 and True are told apart."""
    return repr(value) if not isinstance(value, set | frozenset) else f"{type(value)}{sorted(map(repr, value))}"


@pytest.mark.parametrize("value", VALUES, ids=lambda value: exact(value)[:40])
def test_crosses_and_comes_back_the_same(begin: Any, value: Any) -> None:
    """Every type of the contract arrives as itself, in both directions."""
    student = begin(ECHO).student
    assert type(value).__name__ == student.kind(value)
    assert exact(value) == exact(student.echo(value))


def test_not_a_number_crosses(begin: Any) -> None:
    """NaN equals nothing, so it has a test of its own."""
    assert math.isnan(begin(ECHO).student.echo(math.nan))


SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary() | st.datetimes()
)
KEYS = SCALARS | st.tuples(SCALARS, SCALARS)


def test_any_nesting_of_values_crosses(begin: Any) -> None:
    """Containers in containers, in one process that lives through all of them."""
    student = begin(ECHO).student

    @given(
        st.recursive(
            SCALARS,
            lambda inner: (
                st.lists(inner) | st.dictionaries(KEYS, inner) | st.tuples(inner, inner) | st.frozensets(KEYS)
            ),
            max_leaves=20,
        )
    )
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    def crosses(value: Any) -> None:
        assert value == student.echo(value)

    crosses()


SUBCLASSES = """
    import collections, datetime, decimal, enum, uuid

    class Text(str): pass
    class Whole(int): pass
    class Real(float): pass
    class Bytes(bytes): pass
    class Items(list): pass
    class Pairs(dict): pass
    class Moment(datetime.datetime): pass
    class Day(datetime.date): pass
    class Span(datetime.timedelta):
        @property
        def seconds(self): return "three"
    class Money(decimal.Decimal):
        def __str__(self): return "a lot"
    class Id(uuid.UUID):
        def __str__(self): return self.hex[:8]
    class Names(set):
        def __iter__(self): return iter(sorted(super().__iter__()) + ["last"])
    class Colour(str, enum.Enum): RED = "red"
    class Level(enum.IntEnum): HIGH = 3
    class Flags(enum.IntFlag): A = 1; B = 2

    MADE = {
        "text": Text("a"), "whole": Whole(1), "real": Real(1.5), "bytes": Bytes(b"a"), "items": Items([1]),
        "pairs": Pairs(a=1), "ordered": collections.OrderedDict(b=1, a=2), "counter": collections.Counter("aab"),
        "defaults": collections.defaultdict(list, a=[1]), "moment": Moment(2026, 1, 5), "day": Day(2026, 1, 5),
        "span": Span(seconds=3), "money": Money("1.50"), "id": Id(int=1), "names": Names("a"),
        "array": bytearray(b"ab"), "colour": Colour.RED, "level": Level.HIGH, "flags": Flags.A | Flags.B,
    }
"""


def test_a_subclass_arrives_as_its_base(begin: Any) -> None:
    """No class of the student's crosses; the value does."""
    expected = {
        "text": "a",
        "whole": 1,
        "real": 1.5,
        "bytes": b"a",
        "items": [1],
        "pairs": {"a": 1},
        "ordered": {"b": 1, "a": 2},
        "counter": {"a": 2, "b": 1},
        "defaults": {"a": [1]},
        "moment": dt.datetime(2026, 1, 5),
        "day": dt.date(2026, 1, 5),
        "span": dt.timedelta(seconds=3),
        "money": Decimal("1.50"),
        "id": uuid.UUID(int=1),
        "names": {"a"},
        "array": b"ab",
        "colour": "red",
        "level": 3,
        "flags": 3,
    }
    made = begin(SUBCLASSES).student.MADE
    assert expected == made
    assert {key: type(value) for key, value in expected.items()} == {key: type(value) for key, value in made.items()}


PRETENDERS = """
    class Pretender:
        def __init__(self, kind): self.kind = kind
        @property
        def __class__(self): return object.__getattribute__(self, "kind")

    class MadeUp:
        def __getattr__(self, name): return self
        def __call__(self, number): return 2 * number

    MADE = [Pretender(kind) for kind in (str, int, float, bytes, list, tuple, dict, set, bool)]
    double = MadeUp()
"""


def test_what_only_says_that_it_is_a_value_is_none(begin: Any) -> None:
    """A proxy, for instance: it arrives as what it is."""
    made = begin(PRETENDERS).student.MADE
    assert ["Pretender"] * 9 == [type_name(found) for found in made]


def test_an_object_that_makes_up_its_attributes_can_be_called(begin: Any) -> None:
    """One that says that it wraps itself, for instance: where it is defined can't be told, and need not."""
    trial = begin(PRETENDERS)
    assert (4, None) == (trial.student.double(2), trial.last.place)


RECORDS = """
    import dataclasses, enum, typing
    import attrs, pydantic

    @dataclasses.dataclass
    class Point:
        x: int
        tags: list

    class Pair(typing.NamedTuple):
        left: int
        right: str

    class State(enum.Enum):
        OPEN = "open"

    class Order(pydantic.BaseModel):
        id: int
        items: list[str]

    @attrs.define
    class Parcel:
        grams: int

    class Plain:
        def __init__(self): self.secret = 1

    point, pair, state, order = Point(1, ["a"]), Pair(1, "b"), State.OPEN, Order(id=7, items=["x"])
    parcel, plain = Parcel(5), Plain()
    nested = Point(2, [State.OPEN])

    def grams(parcel): return parcel.grams
    def is_open(state): return state is State.OPEN
    def all_of_them(): return [point, point, plain]
"""


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("point", "Point", {"x": 1, "tags": ["a"]}),
        ("pair", "Pair", {"left": 1, "right": "b"}),
        ("state", "State", {"name": "OPEN", "value": "open"}),
        ("order", "Order", {"id": 7, "items": ["x"]}),
        ("parcel", "Parcel", {"grams": 5}),
    ],
)
def test_a_record_arrives_with_its_fields(begin: Any, name: str, kind: str, expected: dict[str, Any]) -> None:
    """Dataclass, named tuple, enum member, pydantic model and attrs class are handles whose fields are known."""
    record = getattr(begin(RECORDS).student, name)
    assert (kind, expected) == (type_name(record), fields(record))


def test_a_record_in_a_record_is_a_remote(begin: Any) -> None:
    """Fields are values, and what is no value is a handle again."""
    ((state,)) = fields(begin(RECORDS).student.nested)["tags"]
    assert {"name": "OPEN", "value": "open"} == fields(state)


def test_any_other_object_is_a_handle_without_fields(begin: Any) -> None:
    """Its attributes can be read all the same."""
    plain = begin(RECORDS).student.plain
    assert ("Plain", 1) == (type_name(plain), plain.secret)
    with pytest.raises(TypeError):
        fields(plain)


def test_a_handle_passed_back_is_the_object_itself(begin: Any) -> None:
    """Identity holds over there."""
    student = begin(RECORDS).student
    assert 5 == student.grams(student.parcel)
    assert student.is_open(student.state) is True


def test_remotes_are_equal_if_they_stand_for_the_same_object(begin: Any) -> None:
    """One object has one number, in whatever message it comes."""
    student = begin(RECORDS).student
    first, second, plain = student.all_of_them()
    assert first == second == student.point
    assert first != plain
    assert 2 == len({first, second, plain})


def test_a_remote_of_one_process_is_refused_by_another(begin: Any) -> None:
    """Numbers mean nothing elsewhere; a suite's author is told so."""
    student = begin(RECORDS).student
    with pytest.raises(TypeError, match="another"):
        student.another().grams(student.parcel)


def test_what_cannot_cross_is_the_author_s_mistake(begin: Any) -> None:
    """An object of the test's own is no value."""
    with pytest.raises(TypeError, match=r"docs/contract\.md"):
        begin(ECHO).student.echo(object())


DEEP = """
    def deep(levels):
        value = 1
        for _ in range(levels):
            value = [value]
        return value

    def cyclic():
        value = []
        value.append(value)
        return value

    def text(size): return "x" * size
    def items(count): return [0] * count
    def digits(count): return 10 ** (count - 1)
"""


def test_crosses_as_deep_as_the_contract_says(begin: Any) -> None:
    """As many levels as the trusted side reads, and one more is refused over there."""
    student = begin(DEEP).student
    assert str(student.deep(MAX_DEPTH)).startswith("[" * MAX_DEPTH + "1")
    with pytest.raises(StudentError, match="64 levels"):
        student.deep(MAX_DEPTH + 1)


def test_a_value_inside_itself_is_told_as_such(begin: Any) -> None:
    """There is no end to it, so there is a message instead."""
    with pytest.raises(StudentError, match="inside itself"):
        begin(DEEP).student.cyclic()


def test_a_value_that_is_too_large_is_told_as_such(begin: Any) -> None:
    """It is refused before it is sent, and the process lives on."""
    student = begin(DEEP).student
    with pytest.raises(StudentError, match="262144"):
        student.text(300_000)
    assert 200_000 == len(student.text(200_000))


def test_too_many_items_end_the_process(begin: Any) -> None:
    """They fit into a message, but not into what the trusted side wants to hold."""
    with pytest.raises(CellCrashed, match="100000 items"):
        begin(DEEP).student.items(110_000)


def test_a_number_with_too_many_digits_is_told_as_such(begin: Any) -> None:
    """Python itself refuses to write it down."""
    student = begin(DEEP).student
    assert 10**4299 == student.digits(4300)
    with pytest.raises(StudentError, match="4300 digits"):
        student.digits(4301)


def test_callables_and_classes_are_remotes_that_can_be_called(begin: Any) -> None:
    """Read from the module like anything else."""
    student = begin(RECORDS).student
    assert isinstance(student.Point, Remote)
    assert {"x": 3, "tags": []} == fields(student.Point(3, tags=[]))
