"""The skeleton says what to write, and the reference has that form."""

from __future__ import annotations

import ast

import pytest
from course_drafts import Draft

from grader.verify.signatures import form, names_are_reachable, signatures_agree, skeleton_is_blank

SKELETON = "exercises/parcel/parcel.py"
REFERENCE = "solutions/parcel/parcel.py"


def test_finds_nothing_where_both_agree(draft: Draft) -> None:
    """The small course's skeleton and reference have the same signatures."""
    assert [] == draft.found(signatures_agree)


def test_compares_parameters(draft: Draft) -> None:
    """A parameter of another name is told at the reference."""
    draft.edit(REFERENCE, "def price(grams: int)", "def price(weight: int)")
    expected = f"{REFERENCE}:21: price is 'def (grams)' in the skeleton and 'def (weight)' in the reference"
    assert [expected] == draft.found(signatures_agree)


def test_compares_whether_a_function_is_asynchronous(draft: Draft) -> None:
    """``async def`` is another form than ``def``."""
    draft.edit(REFERENCE, "def price", "async def price")
    expected = f"{REFERENCE}:21: price is 'def (grams)' in the skeleton and 'async def (grams)' in the reference"
    assert [expected] == draft.found(signatures_agree)


def test_compares_the_bases_of_exceptions(draft: Draft) -> None:
    """An exception that is caught by its base has to have the same one."""
    draft.edit(REFERENCE, "class EmptyParcel(Exception)", "class EmptyParcel(ValueError)")
    expected = (
        f"{REFERENCE}:6: EmptyParcel is 'class of Exception' in the skeleton and 'class of ValueError' in the reference"
    )
    assert [expected] == draft.found(signatures_agree)


def test_misses_a_name_in_the_reference(draft: Draft) -> None:
    """A function of the skeleton that the reference doesn't have is told at the skeleton."""
    draft.edit(REFERENCE, "def price", "def _price")
    assert [f"{SKELETON}:18: price is in the skeleton and not in the reference"] == draft.found(signatures_agree)


def test_finds_a_public_helper_in_the_reference(draft: Draft) -> None:
    """A public function of the reference that the skeleton doesn't have is told."""
    draft.edit(REFERENCE, "def weigh", "def helper():\n    pass\n\n\ndef weigh")
    expected = f"{REFERENCE}:14: helper is in the reference and not in the skeleton"
    assert [expected] == draft.found(signatures_agree)


def test_finds_a_name_that_the_fixture_has_of_its_own(draft: Draft) -> None:
    """``student.take`` takes items of an iterable; a function of that name would never be called."""
    draft.edit(SKELETON, "def price", "def take")
    expected = f"{SKELETON}:18: take can't be reached by a test: student.take is the fixture's"
    assert [expected] == draft.found(names_are_reachable)


def test_lets_an_application_be_called_app(draft: Draft) -> None:
    """It is a value, and tests name it: ``student.app("app")``."""
    draft.edit(SKELETON, "class EmptyParcel", "app = None\n\n\nclass EmptyParcel")
    assert [] == draft.found(names_are_reachable)


def test_compares_constants(draft: Draft) -> None:
    """A constant that the student is given has the same value in the reference."""
    draft.edit(SKELETON, "class EmptyParcel", "LIMIT = 5\n\n\nclass EmptyParcel")
    draft.edit(REFERENCE, "class EmptyParcel", "LIMIT = 6\n\n\nclass EmptyParcel")
    expected = f"{REFERENCE}:6: LIMIT is 'value 5' in the skeleton and 'value 6' in the reference"
    assert [expected] == draft.found(signatures_agree)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def f(a, /, b, c=1, *d, e, f=2, **g): ...", "def (a, /, b, c=…, *d, e, f=…, **g)"),
        ("def f(a, *, b): ...", "def (a, *, b)"),
        ("@property\ndef f(self): ...", "@property def (self)"),
    ],
)
def test_tells_a_form_in_one_line(source: str, expected: str) -> None:
    """The form keeps names, kinds and whether there is a default."""
    function = ast.parse(source).body[0]
    assert isinstance(function, ast.FunctionDef)
    assert expected == form(function)


def test_takes_a_blank_skeleton(draft: Draft) -> None:
    """The small course's skeleton says what to do and does nothing."""
    assert [] == draft.found(skeleton_is_blank)


def test_misses_a_docstring_in_the_skeleton(draft: Draft) -> None:
    """A function without a docstring says nothing to the student."""
    text = (
        '    """The price in cents, from the depot. Raises DepotUnavailable if it does not answer within a second."""\n'
    )
    draft.edit(SKELETON, text, "")
    assert [f"{SKELETON}:18: price has no docstring"] == draft.found(skeleton_is_blank)


def test_finds_a_function_that_does_something(draft: Draft) -> None:
    """A body that returns, even None, would be taken for an answer."""
    draft.edit(SKELETON, "# TODO(price)\n    raise NotImplementedError", "# TODO(price)\n    return 0")
    expected = f"{SKELETON}:18: price does not end in raise NotImplementedError"
    assert [expected] == draft.found(skeleton_is_blank)


def test_lets_a_function_be_given(draft: Draft) -> None:
    """What the skeleton does exactly as the reference is given to the student."""
    given = 'def given(text: str) -> str:\n    """Half of it."""\n    return text[: len(text) // 2]\n\n\ndef weigh'
    for path in (SKELETON, REFERENCE):
        draft.edit(path, "def weigh", given)
    assert [] == draft.found(skeleton_is_blank)


def test_misses_a_todo_in_a_function(draft: Draft) -> None:
    """A function to write that names no task can't be found from the report."""
    draft.edit(SKELETON, "    # TODO(price)\n", "")
    assert [f"{SKELETON}:18: price has no TODO"] == draft.found(skeleton_is_blank)
