"""Only what the layout names lies in a course."""

from __future__ import annotations

from course_drafts import Draft, shown

from grader.verify.files import course_files_are_named, skeleton_is_kept, topic_files_are_named


def test_finds_nothing_in_a_tidy_topic(draft: Draft) -> None:
    """The small course is tidy."""
    assert [] == draft.found(topic_files_are_named)


def test_finds_a_file_that_the_layout_does_not_name(draft: Draft) -> None:
    """A stray file in exercises/ would be handed out."""
    draft.write("exercises/parcel/notes.txt", "")
    assert ["exercises/parcel/notes.txt: the layout does not name this file"] == draft.found(topic_files_are_named)


def test_finds_a_package_file(draft: Draft) -> None:
    """An ``__init__.py`` changes how a suite is imported."""
    draft.write("solutions/parcel/hidden/__init__.py", "")
    expected = "solutions/parcel/hidden/__init__.py: the layout does not name this file"
    assert [expected] == draft.found(topic_files_are_named)


def test_finds_a_wrong_answer_in_a_folder_below(draft: Draft) -> None:
    """What nobody looks at is not there by intention."""
    draft.write("solutions/parcel/wrong/more/mistake.py", "")
    expected = "solutions/parcel/wrong/more/mistake.py: the layout does not name this file"
    assert [expected] == draft.found(topic_files_are_named)


def test_ignores_what_python_leaves_behind(draft: Draft) -> None:
    """Compiled files are not the author's."""
    draft.write("solutions/parcel/__pycache__/parcel.cpython-311.pyc", "")
    assert [] == draft.found(topic_files_are_named)


def test_misses_a_file(draft: Draft) -> None:
    """A topic without a README is not complete."""
    (draft.folder / "exercises/parcel/README.md").unlink()
    assert ["exercises/parcel/README.md: this file is missing"] == draft.found(topic_files_are_named)


def test_finds_a_folder_of_no_topic(draft: Draft) -> None:
    """A folder that course.yaml doesn't name would be handed out and never graded."""
    draft.write("exercises/letter/letter.py", "")
    found = shown(course_files_are_named(draft.course), draft.folder)
    assert ["exercises/letter: no topic of the course"] == found


def test_finds_a_kept_skeleton_that_differs(draft: Draft) -> None:
    """Starting again must lead to what was handed out."""
    draft.edit("exercises/parcel/parcel.py", "Parcels: weigh one", "Parcels: weigh two")
    assert ["exercises/.skeletons/parcel.py: no copy of the skeleton"] == draft.found(skeleton_is_kept)


def test_finds_a_kept_skeleton_of_no_topic(draft: Draft) -> None:
    """What is kept of a topic that is gone can go as well."""
    draft.write("exercises/.skeletons/letter.py", "")
    found = shown(course_files_are_named(draft.course), draft.folder)
    assert ["exercises/.skeletons/letter.py: the layout does not name this file"] == found
