"""Three of the tests, to read: how the course asks your code. The hidden ones are of the same kind."""

from __future__ import annotations

from functools import partial

import pytest

from grader.suite import explain, fields


@pytest.mark.task("gateway")
def test_example_shows_the_page_without_search(student, network, shop):
    """With search down, the page shows the other five."""
    for part in shop.parts.values():
        network.serve(part.host, part.app)
    network.down("search.test")
    answer = student.app(student.create_app()).get("/pages/jane")
    assert answer.status_code == 200, explain("a page, 200", f"the answer was {answer.status_code}")
    missing = answer.json()["missing"]
    assert missing == ["search"], explain("search to be missing, and nothing else", f"missing: {missing}")


@pytest.mark.task("deploy")
def test_example_deploys_the_called_service_first(student):
    """Orders calls payments: when both have changed, payments is deployed before it."""
    services = [student.Service("orders", 2, ("payments",)), student.Service("payments", 2), student.Service("users")]
    plan = [fields(wave)["redeploy"] for wave in student.plan_microservices(services, ["orders", "payments"])]
    assert plan == [("payments",), ("orders",)], explain("first payments, then orders", f"{plan}")


@pytest.mark.task("saga")
def test_example_undoes_the_last_step_first(student):
    """When shipping fails, the charge is undone, then the reservation."""
    log = []

    def fail(key):
        raise ConnectionError("no answer")

    names = ("reserve", "charge")
    steps = [student.Step(name, partial(note, log, "do"), partial(note, log, "undo")) for name in names]
    bought = student.Saga([*steps, student.Step("ship", fail)], student.Journal()).run("order-1")
    assert bought is False, explain("False, because nothing was bought", f"`run` returned {bought!r}")
    wanted = ["do order-1/reserve", "do order-1/charge", "undo order-1/charge", "undo order-1/reserve"]
    assert log == wanted, explain(f"{wanted}", f"{log}")


def note(log, what, key):
    """Write down what was done, and by which key."""
    log.append(f"{what} {key}")
