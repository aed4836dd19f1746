"""Two tests of monolith and microservices."""

from functools import partial

import httpx
import pytest

from grader.suite import explain

PARTS = ("auth", "users", "orders", "payments", "notifications", "search")


@pytest.fixture
def services(network):
    """The six services. Each takes 0.3 s."""
    for name in PARTS:
        network.serve(f"{name}.test", lambda request: httpx.Response(200, json=request.url.host))
        network.latency(f"{name}.test", 0.3)


@pytest.mark.task("gateway")
def test_the_page_survives_the_loss_of_a_service(student, network, services, clock):
    """With one service down the page shows the other five, and takes no longer than the slowest of them."""
    network.down("search.test")
    answer = student.app("app").get("/page")
    shown = [name for name in PARTS if answer.status_code == 200 and answer.json().get(name)]
    assert shown == list(PARTS[:5]), explain(
        expected="a page with all but the search", happened=f"{answer.status_code} with {shown}"
    )
    assert clock.elapsed < 0.5, explain(
        expected="all services asked at once, some 0.3 s", happened=f"the page took {clock.elapsed:g} s"
    )


@pytest.mark.task("saga")
def test_undoes_what_was_done_the_last_first(student):
    """When a step fails, those before it are undone in reverse order, and it is said that nothing was bought."""
    log = []
    steps = [(partial(log.append, name), partial(log.append, f"undo {name}")) for name in ("reserve", "charge")]
    assert student.saga(list(steps)) is True, "With every step done the saga says True."
    log.clear()
    bought = student.saga([*steps, (lambda: 1 / 0, partial(log.append, "undo ship"))])
    assert (bought, log) == (False, ["reserve", "charge", "undo charge", "undo reserve"]), explain(
        expected="charge undone, then the reservation", happened=f"{log}"
    )
