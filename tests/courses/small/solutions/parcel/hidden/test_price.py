"""The hidden suite of the small course, task price."""

import pytest

from grader.suite import delay, explain, refuse, status

from .support import depot


@pytest.mark.task("price", points=1, spec="gives the number under `cents`")
def test_asks_the_depot(student, depot):
    """The price comes from the depot."""
    found = student.price(21)
    assert found == 42, explain(expected="the depot's 42 cents", happened=f"price gave {found!r}")


@pytest.mark.task(
    "price",
    points=1,
    needs="test_asks_the_depot",
    spec=("It waits a second at the most", "if the depot is later than that"),
)
def test_does_not_wait_for_a_slow_depot(student, network, depot, clock):
    """A depot that takes longer than a second is given up."""
    network.script(depot, delay(30))
    with student.raises("DepotUnavailable", why="one slow depot would hold up every customer"):
        student.price(10)
    assert clock.elapsed <= 1.5, explain(
        expected="an end after a second", happened=f"it took {clock.elapsed:g} s of virtual time"
    )


@pytest.mark.task(
    "price",
    points=1,
    needs="test_asks_the_depot",
    spec="or can't be reached, it raises `DepotUnavailable`",
)
def test_survives_a_depot_that_is_gone(student, network, depot):
    """A depot that can't be reached, or has no answer, is told as such."""
    for fault in (refuse(), status(503, json={"cents": 1})):
        network.script(depot, fault)
        with student.raises("DepotUnavailable"):
            student.price(10)
