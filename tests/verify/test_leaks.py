"""Nothing of an answer is handed out."""

from __future__ import annotations

from course_drafts import Draft

from grader.verify.leaks import exercises_keep_secrets, plain

LINE = "return sum(grams for _, grams in items)"


def test_finds_nothing_in_clean_exercises(draft: Draft) -> None:
    """The small course hands out nothing of its answers."""
    assert [] == draft.found(exercises_keep_secrets)


def test_finds_a_line_of_the_reference_in_a_comment(draft: Draft) -> None:
    """A forgotten comment in the skeleton gives the answer away."""
    draft.edit("exercises/parcel/parcel.py", "# TODO(weigh)", f"# TODO(weigh) {LINE}")
    expected = f"exercises/parcel/parcel.py:14: a line of parcel/parcel.py:18 can be read here: {LINE}"
    assert [expected] == draft.found(exercises_keep_secrets)


def test_finds_a_line_of_a_right_answer_in_the_readme(draft: Draft) -> None:
    """Other correct answers are secrets as well."""
    line = "weights = [grams for _, grams in items]"
    draft.edit("exercises/parcel/README.md", "It waits", f"`{line}` It waits")
    expected = f"exercises/parcel/README.md:9: a line of right/asynchronous.py:17 can be read here: {line}"
    assert [expected] == draft.found(exercises_keep_secrets)


def test_lets_the_skeleton_have_what_is_given(draft: Draft) -> None:
    """A function that the skeleton gives to the student is no secret."""
    given = f'def total(items):\n    """All of it."""\n    {LINE}\n\n\ndef weigh'
    for path in ("exercises/parcel/parcel.py", "solutions/parcel/parcel.py"):
        draft.edit(path, "def weigh", given)
    draft.edit("solutions/parcel/parcel.py", f"{LINE}\n\n\ndef price", "return total(items)\n\n\ndef price")
    draft.edit("solutions/parcel/right/asynchronous.py", "return sum(weights)", "return sum(weights) ")
    assert [] == draft.found(exercises_keep_secrets)


def test_reads_a_page_as_a_student_does() -> None:
    """Tags are left out and entities are read, since highlighting cuts a line of code to pieces."""
    assert "if a < b: return" == plain('<span class="k">if</span> a &lt; <b>b</b>: return')
