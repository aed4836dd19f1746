"""Task ids and titles agree wherever they are written."""

from __future__ import annotations

from course_drafts import Draft

from grader.verify.tasks import tasks_agree, tasks_have_hints

README = "exercises/parcel/README.md"
SKELETON = "exercises/parcel/parcel.py"
YAML = "exercises/parcel/topic.yaml"


def test_finds_nothing_where_all_agree(draft: Draft) -> None:
    """The small course agrees with itself."""
    assert [] == draft.found(tasks_agree)


def test_misses_a_heading(draft: Draft) -> None:
    """A task without a section in the README is told."""
    draft.edit(README, "## Task `price`: Ask for the price", "## The price")
    assert [f"{README}: task price has not a heading"] == draft.found(tasks_agree)


def test_finds_a_heading_for_no_task(draft: Draft) -> None:
    """A section for a task that topic.yaml doesn't have is told with its line."""
    draft.edit(README, "## Task `weigh`", "## Task `wrap`: Wrap it\n\n## Task `weigh`")
    assert [f"{README}:3: a heading for a task wrap that topic.yaml does not have"] == draft.found(tasks_agree)


def test_finds_a_heading_that_is_there_twice(draft: Draft) -> None:
    """Two sections for one task are one too many."""
    draft.edit(README, "## Task `price`", "## Task `weigh`: Weigh a parcel\n\n## Task `price`")
    assert [f"{README}:7: a heading for task weigh is there twice"] == draft.found(tasks_agree)


def test_compares_titles(draft: Draft) -> None:
    """A title is the same in README and topic.yaml."""
    draft.edit(README, "Weigh a parcel", "Weigh the parcel")
    expected = f"{README}:3: task weigh is called 'Weigh the parcel' here and 'Weigh a parcel' in topic.yaml"
    assert [expected] == draft.found(tasks_agree)


def test_misses_a_todo(draft: Draft) -> None:
    """A task that no TODO in the skeleton names is told."""
    draft.edit(SKELETON, "# TODO(price)", "# TODO")
    assert [f"{SKELETON}: task price has not a TODO"] == draft.found(tasks_agree)


def test_finds_a_todo_for_no_task(draft: Draft) -> None:
    """A TODO for a task that topic.yaml doesn't have is told with its line."""
    draft.edit(SKELETON, "# TODO(price)", "# TODO(price) TODO(cost)")
    assert [f"{SKELETON}:20: a TODO for a task cost that topic.yaml does not have"] == draft.found(tasks_agree)


def test_lets_a_task_have_several_todos(draft: Draft) -> None:
    """One task may be written in several places."""
    draft.edit(SKELETON, "# TODO(price)", "# TODO(price): ask\n    # TODO(weigh): weigh it first")
    assert [] == draft.found(tasks_agree)


def test_misses_a_hint(draft: Draft) -> None:
    """A task without a hint is told with its line in topic.yaml."""
    draft.edit(YAML, "    hints: [httpx has a parameter for it.]\n", "    hints: []\n")
    assert [f"{YAML}:12: task price has no hint"] == draft.found(tasks_have_hints)
