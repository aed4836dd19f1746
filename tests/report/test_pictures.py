"""The layout of the pictures that topics declare, checked as numbers; how they look is for the browser's tests."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.report import pictures, shapes
from grader.result.model import Evidence
from grader.result.pictures import KINDS, Mark, Picture, PictureKind

from .hostile import PAYLOADS
from .sample_pictures import CHAIN, FLEET, MATRIX, PICTURES, QUEUE, SHARES, STEPS, VERSIONS, WATERFALL, mark, of


def drawn(picture: Picture, *, failed: bool = True) -> shapes.Drawing:
    """The drawing of one picture."""
    (drawing,) = pictures.lay_out(Evidence(pictures=(picture,)), failed=failed)
    return drawing


def toned(picture: Picture, *, failed: bool = True) -> list[tuple[str, str]]:
    """Each box with its tone."""
    return [(box.label, box.tone) for box in drawn(picture, failed=failed).boxes]


def test_there_is_a_sample_of_each_kind() -> None:
    """So that each is looked at below, and in the browser."""
    assert list(KINDS) == [picture.kind for picture in PICTURES]


def test_without_pictures_nothing_is_drawn() -> None:
    """Most topics have one, and not every test fills it in."""
    assert () == pictures.lay_out(Evidence())


def test_steps_are_ticked_as_far_as_the_code_came() -> None:
    """The first that was not reached is where it left the path; those behind it were not tried."""
    assert [
        ("✓ 1 request", "good"),
        ("✓ 2 login", "good"),
        ("✓ 3 consent", "good"),
        ("✓ 4 callback", "good"),
        ("✗ 5 exchange", "bad"),
        ("6 call", "gone"),
        ("7 answer", "gone"),
    ] == toned(STEPS)


def test_in_a_test_that_passed_no_step_is_to_blame() -> None:
    """It may have looked at the first ones only."""
    assert ("5 exchange", "gone") == toned(STEPS, failed=False)[4]


def test_a_step_that_was_not_as_wanted_is_the_only_one_that_is_marked() -> None:
    """The path was left there, not at the next one."""
    picture = of("steps", "Flow", mark("a"), mark("b", value="302", wanted="400"), rows=("a", "b", "c"))
    assert [("✓ 1 a", "good"), ("✗ 2 b", "bad"), ("3 c", "gone")] == toned(picture)


def test_a_matrix_marks_what_differs() -> None:
    """Granted where refused was required, and the other way round; a cell that nobody looked at is empty."""
    found = toned(MATRIX)
    wrong = [("✗ refused, not granted", "bad"), ("✗ granted, not refused", "bad")]
    assert wrong == [one for one in found if "✗" in one[0]]
    assert (12, 6) == (len(found), found.count(("–", "gone")))


def test_a_chain_marks_the_certificate_with_the_fault() -> None:
    """And says beside it what it should have had."""
    assert [("bank.test", "good"), ("Intermediate CA", "bad"), ("Root CA", "good")] == toned(CHAIN)
    assert "✗ CA:FALSE, where CA:TRUE was wanted" in [text.label for text in drawn(CHAIN).texts]


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        (VERSIONS, [("created", "n0"), ("used", "good"), ("created", "n0"), ("✗ used", "bad"), ("used", "good")]),
        (FLEET, [*[("healthy", "good")] * 3, ("failed", "bad"), ("deploying", "warn"), ("healthy", "good")]),
        (
            QUEUE,
            [
                ("delivered", "n0"),
                ("acked", "good"),
                ("delivered", "n0"),
                ("delivered", "n0"),
                ("redelivered", "warn"),
                ("✗ dead letter", "bad"),
            ],
        ),
    ],
)
def test_what_happens_over_time_has_a_column_a_moment(picture: Picture, expected: list[tuple[str, str]]) -> None:
    """And a row for each version, service or message."""
    drawing = drawn(picture)
    assert expected == [(box.label, box.tone) for box in drawing.boxes]
    times = {one.t for one in picture.marks}
    assert len(times) == len({box.x for box in drawing.boxes}) == sum(text.kind == "tick mid" for text in drawing.texts)


def test_two_things_at_once_to_the_same_one_stand_in_two_columns() -> None:
    """The second would hide the first."""
    first, second = drawn(of("queue", "Queue", mark("m", value="delivered"), mark("m", value="acked"))).boxes
    assert first.x + first.width <= second.x


def test_a_share_is_as_long_as_its_part_and_has_its_goal() -> None:
    """19 of 100 where 10 were wanted goes beyond the line."""
    drawing = drawn(SHARES)
    (v1, v2), (goal1, goal2) = drawing.boxes, drawing.lines
    assert round(v1.width / v2.width, 2) == round(81 / 19, 2)
    assert (True, True) == (v1.x + v1.width < goal1.x1, v2.x + v2.width > goal2.x1)


def test_a_share_that_is_no_number_is_none() -> None:
    """An author's slip, that breaks no report."""
    assert [2.0] == [box.width for box in drawn(of("shares", "Shares", mark("v1", value="many"))).boxes]


def test_a_waterfall_is_to_scale() -> None:
    """Where a span begins and how long it is, within that of the whole."""
    whole, orders, users, database = drawn(WATERFALL).boxes
    assert [0.0625, 0.0625, 0.125] == [round((box.x - whole.x) / whole.width, 4) for box in (orders, users, database)]
    assert [0.25, 0.875, 0.75] == [round(box.width / whole.width, 4) for box in (orders, users, database)]
    assert ["good", "good", "bad", "bad"] == [box.tone for box in (whole, orders, users, database)]


@pytest.mark.parametrize("picture", PICTURES, ids=KINDS)
def test_everything_is_within_the_drawing(picture: Picture) -> None:
    """Nothing is cut off at an edge."""
    drawing = drawn(picture)
    assert max(box.x + box.width for box in drawing.boxes) <= drawing.width
    assert max(box.y + box.height for box in drawing.boxes) <= drawing.height
    assert max(text.y for text in drawing.texts) <= drawing.height
    assert min(box.x for box in drawing.boxes) >= 0


@pytest.mark.parametrize("picture", PICTURES, ids=KINDS)
def test_each_mark_is_told_in_words(picture: Picture) -> None:
    """For who can't see it: the place, what was there, and what was wanted."""
    told = " ".join(f"{ours} {given}" for ours, given in drawn(picture).sentences)
    for one in picture.marks:
        assert all(text in told for text in (*one.place, one.value, one.wanted))


@given(
    st.sampled_from(KINDS),
    st.lists(st.sampled_from(PAYLOADS), min_size=1, max_size=16, unique=True),
    st.lists(st.tuples(st.sampled_from(PAYLOADS), st.sampled_from(PAYLOADS), st.floats(-1e10, 1e10)), max_size=40),
)
def test_no_text_makes_a_drawing_too_large(
    kind: PictureKind, names: list[str], marked: list[tuple[str, str, float]]
) -> None:
    """Whatever a student's code has put into a mark."""
    rows = tuple(names)
    marks = tuple(
        Mark((names[number % len(names)], *rows[:1]), value, wanted, t, abs(t))
        for number, (value, wanted, t) in enumerate([*marked, ("", "", 0.0)])
    )
    drawing = drawn(Picture("p", kind, "P", rows, rows, marks))
    assert (True, True) == (drawing.width < 5_000, drawing.height < 1_500)


def test_a_picture_is_plain_data() -> None:
    """It is kept in result.json, and comes back the same."""
    assert list(PICTURES) == msgspec.json.decode(msgspec.json.encode(PICTURES), type=list[Picture])
