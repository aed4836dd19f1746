"""A quick look remembers what it has proven, for exactly these bytes."""

from __future__ import annotations

from pathlib import Path

import pytest
from course_drafts import Draft

from grader.errors import Place
from grader.verify import gate, memory
from grader.verify.depth import Depth
from grader.verify.finding import Finding, Problem
from grader.verify.memory import Memory

HOLDS = [Finding("all is well", "3 files", details=("a", "b")), Finding("all is very well", "")]
BROKEN = Finding("all is well", "3 files", (Problem("it is not", Place(Path("a.py"), 1), "mend it"),))


def remembers(draft: Draft) -> bool:
    """Whether there is a proof of the draft as it is now."""
    return Memory(draft.course, draft.topic).recall() is not None


@pytest.fixture
def proven(draft: Draft) -> Draft:
    """A draft of which it is remembered that all holds."""
    Memory(draft.course, draft.topic).keep(HOLDS)
    return draft


def test_tells_again_what_it_has_found(proven: Draft) -> None:
    """Each rule with its count and its details."""
    assert HOLDS == Memory(proven.course, proven.topic).recall()


@pytest.mark.parametrize(
    "path",
    [
        "exercises/course.yaml",
        "exercises/parcel/README.md",
        "exercises/parcel/topic.yaml",
        "exercises/parcel/test_examples.py",
        "exercises/parcel/parcel.py",
        "solutions/parcel/parcel.py",
        "solutions/parcel/hidden/support.py",
        "solutions/parcel/hidden/test_weigh.py",
        "solutions/parcel/right/one_client.py",
        "solutions/parcel/wrong/no_limits.py",
        "solutions/parcel/equivalent_mutants.yaml",
    ],
)
def test_another_byte_is_proven_anew(proven: Draft, path: str) -> None:
    """Whichever file of the topic it is in."""
    assert remembers(proven)
    proven.write(path, (proven.folder / path).read_text("utf-8") + "\n# more\n")
    assert not remembers(proven)


def test_one_more_file_is_proven_anew(proven: Draft) -> None:
    """A new mistake, or a new test."""
    proven.write("solutions/parcel/wrong/another.py", '"""Another."""\n')
    assert not remembers(proven)


@pytest.mark.parametrize("name", ["grader/engine.py", "mocks/service.py", "requirements.txt"])
def test_another_engine_is_proven_anew(
    draft: Draft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """It decides what a test says, as the services do, and the libraries."""
    root = tmp_path / "project"
    for folder in ("grader", "mocks"):
        (root / folder).mkdir(parents=True)
    monkeypatch.setattr(memory, "ROOT", root)
    Memory(draft.course, draft.topic).keep(HOLDS)
    assert remembers(draft)
    (root / name).write_text("changed")
    assert not remembers(draft)


def test_a_student_s_half_done_work_changes_nothing(draft: Draft) -> None:
    """What is proven is the skeleton as it is kept."""
    path = draft.folder / "exercises/parcel/parcel.py"
    draft.write("exercises/.skeletons/parcel.py", path.read_text("utf-8"))
    Memory(draft.course, gate.as_handed_out(draft.course, draft.topic)).keep(HOLDS)
    draft.write("exercises/parcel/parcel.py", path.read_text("utf-8") + "\nimport json\n")
    assert Memory(draft.course, gate.as_handed_out(draft.course, draft.topic)).recall() == HOLDS


def test_what_somebody_else_has_proven_is_not_believed(
    proven: Draft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proof that lies in a clone, committed by whoever wrote the change."""
    assert remembers(proven)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "of another user"))
    assert not remembers(proven)


def test_what_does_not_hold_is_not_remembered(draft: Draft) -> None:
    """It is to be told again, until it is mended."""
    Memory(draft.course, draft.topic).keep([HOLDS[0], BROKEN])
    assert not remembers(draft)


def test_only_the_last_proof_is_kept(proven: Draft) -> None:
    """Or the folder would grow with each change."""
    proven.edit("exercises/parcel/README.md", "Parcels", "Parcels and letters")
    Memory(proven.course, proven.topic).keep(HOLDS)
    assert 1 == len(list((proven.folder / ".grader" / "gate").iterdir()))


def test_what_is_damaged_is_forgotten(proven: Draft) -> None:
    """A file that was half written, or somebody's edit."""
    (file,) = (proven.folder / ".grader" / "gate").iterdir()
    file.write_bytes(file.read_bytes()[:-5])
    assert not remembers(proven)


def test_a_quick_look_runs_nothing_that_is_proven(proven: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    """That is what it is for."""
    monkeypatch.setattr(gate, "_verify", lambda *_: pytest.fail("it looks again"))
    heard: list[Finding] = []
    gate.verify_topic(proven.course, proven.topic, lambda _, found: heard.append(found), depth=Depth.QUICK)
    assert HOLDS == heard


def test_a_quick_look_remembers(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    """And tells each finding as it comes."""
    heard: list[Finding] = []
    monkeypatch.setattr(gate, "_verify", lambda _, topic, told, __: [told(topic.id, found) for found in HOLDS])
    gate.verify_topic(draft.course, draft.topic, lambda _, found: heard.append(found), depth=Depth.QUICK)
    assert (HOLDS, HOLDS) == (heard, Memory(draft.course, draft.topic).recall())


@pytest.mark.parametrize("depth", [Depth.FULL, Depth.EVERY_MUTANT])
def test_in_full_the_gate_never_asks(proven: Draft, monkeypatch: pytest.MonkeyPatch, depth: Depth) -> None:
    """A proof that is remembered is none."""
    looked: list[Depth] = []
    monkeypatch.setattr(gate, "_verify", lambda *given: looked.append(given[-1]))
    gate.verify_topic(proven.course, proven.topic, lambda *_: None, depth=depth)
    assert [depth] == looked
