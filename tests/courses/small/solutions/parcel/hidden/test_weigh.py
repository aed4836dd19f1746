"""The hidden suite of the small course, task weigh."""

import pytest

from grader.suite import explain


@pytest.mark.task("weigh", points=2, spec="gives the sum of the grams")
def test_weighs_everything(student):
    """The weight of a parcel is the sum of its items."""
    for items, grams in (([("a", 5)], 5), ([("a", 70), ("b", 8), ("c", 900)], 978)):
        found = student.weigh(items)
        assert found == grams, explain(
            expected=f"{grams} grams for {len(items)} items",
            happened=f"weigh gave {found!r}",
            why="a parcel that weighs too little is stopped at the counter",
        )


@pytest.mark.task("weigh", points=1, needs="test_weighs_everything", spec="raises `EmptyParcel` if there are no items")
def test_refuses_an_empty_parcel(student):
    """A parcel without items is refused."""
    with student.raises("EmptyParcel", why="an empty parcel is a mistake that somebody should hear of"):
        student.weigh([])
