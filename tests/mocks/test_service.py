"""Routes are shared by all instances of a service; state is not."""

import pytest
from payment_bench import PaymentBench
from registry_bench import Bench, StillClock, send

from mocks.payment import PaymentService
from mocks.registry.instances import Instance
from mocks.service import SystemClock


def test_a_second_registry_knows_nothing_of_the_first():
    """Who registers at one is not listed by another."""
    first, second = Bench(), Bench()
    first.register("payment-1")
    first.heartbeat("payment-1")
    assert (["payment-1"], []) == (first.passing(), second.passing())


def test_a_second_payment_service_knows_nothing_of_the_first():
    """Money taken by one, and the key it was taken with, are unknown to another."""
    first, second = PaymentBench(), PaymentBench(seed=1)
    first.charge(100, key="k")
    second.charge(200, key="k")
    assert ([100], [200]) == (first.amounts(), second.amounts())


def test_each_instance_answers_in_its_own_name():
    """Three instances with the same routes are three instances."""
    instances = [Instance("payment", f"payment-{n}") for n in (1, 2, 3)]
    names = [send(instance.app, "GET", "/x").json()["instance"] for instance in instances]
    assert ["payment-1", "payment-2", "payment-3"] == names


def test_each_instance_has_a_page_with_its_own_name():
    """Somebody with five pages open in a browser has to tell them apart."""
    page = send(Instance("orders", "orders-2").app, "GET", "/openapi.json").json()
    assert ("orders-2 (instance of orders)", ["/health", "/health/{status}"]) == (
        page["info"]["title"],
        list(page["paths"]),
    )


@pytest.mark.parametrize(("clock", "status"), [(SystemClock(), 204), (StillClock(), 404)])
def test_the_lab_is_there_only_on_the_real_clock(clock, status):
    """In a test, the student's code must not be able to repair the service; by hand it is what one wants."""
    assert status == send(PaymentService(clock).app, "POST", "/lab/recover").status_code
