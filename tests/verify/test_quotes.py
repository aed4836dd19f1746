"""Each hidden test quotes the words of the lesson that it rests on."""

from __future__ import annotations

import pytest
from course_drafts import Draft, shown

from grader.verify.bench import warm_bench
from grader.verify.examined import Examined
from grader.verify.finding import Finding
from grader.verify.quotes import lesson_is_quoted

WEIGH = "solutions/parcel/hidden/test_weigh.py"
SUM = 'spec="gives the sum of the grams"'


def look(draft: Draft) -> Finding:
    """What the rule finds in the draft as it is now."""
    course, topic = draft.course, draft.topic
    with warm_bench(course, [topic]) as bench:
        return lesson_is_quoted(Examined(course, topic, bench))


def test_finds_nothing_where_every_test_quotes(draft: Draft) -> None:
    """The small course quotes its README, over the end of a line too."""
    finding = look(draft)
    assert ([], "5 tests") == (shown(finding, draft.folder), finding.count)


def test_shows_each_test_beside_its_words(draft: Draft) -> None:
    """With the file that says them, for who has to defend a grade."""
    assert "test_weighs_everything\nREADME.md: gives the sum of the grams" == look(draft).details[0]


@pytest.mark.parametrize(
    ("instead", "message"),
    [
        ("needs=()", "test_weighs_everything quotes nothing"),
        ('spec="gives the product"', "test_weighs_everything quotes too few words: 'gives the product'"),
        ('spec="gives the sum of the stamps"', "neither README nor skeleton says 'gives the sum of the stamps'"),
        (
            'spec=("gives the sum of the grams", "and so on and on")',
            "neither README nor skeleton says 'and so on and on'",
        ),
    ],
)
def test_tells_what_is_not_written(draft: Draft, instead: str, message: str) -> None:
    """What is not written may not be tested."""
    draft.edit(WEIGH, SUM, instead)
    (problem,) = look(draft).problems
    assert message == problem.message


def test_takes_words_of_the_skeleton(draft: Draft) -> None:
    """A docstring promises as much as the README does."""
    draft.edit("exercises/parcel/README.md", "gives the sum of the grams", "adds them up")
    draft.write(
        "exercises/parcel/parcel.py", draft.topic.skeleton.read_text("utf-8") + "\n# It gives the sum of the grams.\n"
    )
    assert () == look(draft).problems


def test_a_missing_readme_is_no_end_of_the_gate(draft: Draft) -> None:
    """Each quotation is told, and the other rules go on."""
    (draft.folder / "exercises/parcel/README.md").unlink()
    messages = [problem.message for problem in look(draft).problems]
    assert "neither README nor skeleton says 'gives the sum of the grams'" in messages


def test_asks_no_words_of_a_visible_test(draft: Draft) -> None:
    """Everybody can read it."""
    assert not any("test_examples" in detail for detail in look(draft).details)
