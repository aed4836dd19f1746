"""A student's work in exercises/ is no business of the gate."""

from __future__ import annotations

import pytest
from course_drafts import Draft

from grader.verify.files import skeleton_is_kept, topic_files_are_named
from grader.verify.kept import as_handed_out, is_begun, kept_skeleton
from grader.verify.leaks import exercises_keep_secrets

FILE = "exercises/parcel/parcel.py"


def test_finds_nothing_begun_in_a_fresh_checkout(draft: Draft) -> None:
    """The skeleton is the author's file."""
    assert (False, draft.topic) == (is_begun(draft.course, draft.topic), as_handed_out(draft.course, draft.topic))


@pytest.mark.parametrize("how", ["written", "broken", "an import", "a function more", "a line of the answer"])
def test_takes_the_kept_skeleton_where_a_student_works(draft: Draft, how: str) -> None:
    """Whatever they write: half an answer, no Python yet, additions, the very line of the reference."""
    text = (draft.folder / FILE).read_text("utf-8")
    answer = (draft.folder / "solutions/parcel/parcel.py").read_text("utf-8")
    draft.write(
        FILE,
        {
            "written": text.replace("raise NotImplementedError", "return 1", 1),
            "broken": text + "\ndef price(:\n",
            "an import": f"{text}\nimport sys, os\n",
            "a function more": f"{text}\ndef _sum(a):\n    return a\n",
            "a line of the answer": answer,
        }[how],
    )
    draft.write("exercises/parcel/scales.py", "GRAMS=1\n")
    course, topic = draft.course, as_handed_out(draft.course, draft.topic)

    assert kept_skeleton(course, topic) == topic.skeleton
    assert [] == draft.found(skeleton_is_kept)
    assert [] == draft.found(topic_files_are_named)
    assert () == exercises_keep_secrets(course, topic).problems


@pytest.mark.parametrize(("old", "new"), [('"""', '"""Now: '), ("def weigh(", "def weigh_all(")])
def test_finds_a_skeleton_that_the_author_changed_alone(draft: Draft, old: str, new: str) -> None:
    """Another docstring or name is a change of the skeleton, and the copy has to follow."""
    text = (draft.folder / FILE).read_text("utf-8")
    begin = text.index("def weigh(")
    draft.write(FILE, text[:begin] + text[begin:].replace(old, new, 1))

    assert ["exercises/.skeletons/parcel.py: no copy of the skeleton"] == draft.found(skeleton_is_kept)
