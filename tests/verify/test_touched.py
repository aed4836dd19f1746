"""Tests that can't tell a mistake from the reference are not run, and nothing is missed by that."""

from __future__ import annotations

import pytest
from course_drafts import copy_of_small

from grader.errors import Place
from grader.grading.suites import Case
from grader.verify.bench import Run, warm_bench
from grader.verify.examined import Examined, wrong
from grader.verify.touched import changed, instrumented, untouched

REFERENCE = '''"""A door."""
from __future__ import annotations
LIMIT = 3

class Door:
    """It opens."""
    def open(self, hand=1):
        """Open it."""
        return hand

    @property
    def state(self):
        return "open"

def knock():
    return LIMIT
'''


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("return hand", "return 2", {"Door.open"}),
        ("Open it.", "Open the door.", set()),
        ('"open"', '"shut"', {"Door.state"}),
        ("return LIMIT", "return 4", {"knock"}),
        ("A door.", "A mistake.", set()),
        ("LIMIT = 3", "LIMIT = 4", None),
        ("hand=1", "hand=2", None),
        ("def knock", "import os\ndef knock", None),
        ("def knock", "def _more():\n    pass\n\ndef knock", None),
        ("class Door", "class Door(object)", None),
    ],
)
def test_knows_which_functions_differ(old: str, new: str, expected: set[str] | None) -> None:
    """A difference outside the bodies of functions may matter everywhere."""
    assert expected == changed(REFERENCE, REFERENCE.replace(old, new))


def test_an_instrumented_module_says_what_runs(capfd: pytest.CaptureFixture[str]) -> None:
    """Each function says once that it runs, on standard error."""
    namespace: dict[str, object] = {"__name__": "door"}
    exec(instrumented(REFERENCE), namespace)
    exec("knock(); Door().open(); Door().open()", namespace)
    assert "@@runs:knock@@\n@@runs:Door.open@@\n" == capfd.readouterr().err


@pytest.fixture(scope="module")
def both_ways(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Run, Run]]:
    """Each wrong answer of a course, made from the reference: its run with what is known, and all of it run."""
    draft = copy_of_small(tmp_path_factory.mktemp("touched") / "small")
    folder, changes = draft.folder / "solutions/parcel", {"no_sum": ("sum(", "max("), "no_wait": (", timeout=1", "")}
    parts = (folder / "parcel.py").read_text("utf-8").split("\n\n\n")
    for path in (folder / "wrong").iterdir():
        path.unlink()
    for name, (old, new) in changes.items():
        graft = next(part.replace(old, new) for part in parts if old in part)
        draft.write(f"solutions/parcel/wrong/{name}.py", graft)
    course, topic = draft.course, draft.topic

    with warm_bench(course, [topic]) as bench:
        examined = Examined(course, topic, bench)
        return {
            path.stem: (examined.run(path), bench.run(topic, examined.source(path))) for path in wrong(course, topic)
        }


@pytest.mark.parametrize("name", ["no_sum", "no_wait"])
def test_a_mistake_ends_as_if_everything_had_run(both_ways: dict[str, tuple[Run, Run]], name: str) -> None:
    """Every test has the outcome that it has when all are run, blocked ones included."""
    short, full = both_ways[name]
    assert [(test.id, test.outcome) for test in full.tests] == [(test.id, test.outcome) for test in short.tests]


SAID = {"test_a": frozenset({"f"}), "test_b": frozenset({"g"}), "test_c": frozenset({"g"})}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"f"}, {"test_b"}),
        ({"g"}, {"test_a"}),
        ({"h"}, {"test_a", "test_b", "test_c"}),
        (set(), {"test_a", "test_b", "test_c"}),
    ],
)
def test_a_change_reaches_what_runs_it_and_what_needs_that(change: set[str], expected: set[str]) -> None:
    """``test_c`` needs ``test_a``: if that is run, it may be blocked. Of ``test_d`` nothing is known."""
    cases = [case("test_a"), case("test_b"), case("test_c", "test_a"), case("test_d")]
    assert expected == untouched(cases, SAID, change)


def case(id: str, *needs: str) -> Case:
    """A test without anything to run."""
    return Case(id, "task", "It works.", 1.0, needs, False, None, Place("suite.py"))  # type: ignore[arg-type] # not run
