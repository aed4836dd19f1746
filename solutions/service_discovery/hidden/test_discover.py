"""Task discover: look up the healthy instances, and remember them for a while."""

import pytest

from grader.suite import delay, explain, hang, refuse

from . import lesson
from .support import ALL_FAILURES, REGISTRY, THREE, expect, hosts, lookups, outcome, payment

LISTS = "test_lists_the_instances_of_its_service"


def moved(registry, instances):
    """Another instance of the service, payment-9, takes the place of these."""
    for instance in instances:
        registry.deregister(instance.name)
    registry.register("payment", "payment-9", "payment-9.test")


@pytest.mark.task("discover", spec="where are the healthy instances of this service?")
def test_lists_the_instances_of_its_service(student, registry, payment):
    """instances() gives a base URL for each instance of the service, and for no other."""
    registry.register("orders", "orders-1", "orders-1.test")
    expect("the hosts of the service payment", THREE, hosts(student.Directory("payment").instances()))


@pytest.mark.task("discover", points=0.5, needs=LISTS, spec=lesson.APART)
def test_two_directories_do_not_mix(student, registry, payment):
    """Each directory has a service and a memory of its own."""
    registry.register("orders", "orders-1", "orders-1.test")
    orders, directory = student.Directory("orders"), student.Directory("payment")
    found = hosts(directory.instances()), hosts(orders.instances()), hosts(directory.instances())
    expect("the hosts of payment, of orders, and of payment again", (THREE, ["orders-1.test"], THREE), found)


@pytest.mark.task("discover", points=0.5, spec=lesson.PORT)
def test_a_base_url_has_its_port(student, registry):
    """Each instance is given as http://<Address>:<Port>, with the port, also if that is 80."""
    for number, port in enumerate((80, 8080, 8081), 1):
        registry.register("stock", f"stock-{number}", "10.1.0.8", port)
    found = sorted(student.Directory("stock").instances())
    wanted = ["http://10.1.0.8:80", "http://10.1.0.8:8080", "http://10.1.0.8:8081"]
    assert found == wanted, explain(f"one URL for each of three ports: {wanted}", f"instances() gave {found}")


@pytest.mark.task("discover", needs=LISTS, spec="Only instances that are passing are in it.")
def test_leaves_out_who_is_not_healthy(student, registry, payment, clock):
    """An instance that is critical, or whose TTL has run out, is not given."""
    registry.register("payment", "payment-4", "payment-4.test", ttl=5)
    clock.advance(6)
    payment[1].health = "critical"
    found = hosts(student.Directory("payment").instances())
    assert found == ["payment-1.test", "payment-3.test"], explain(
        "the two that are passing", f"the hosts are {found}", "a request to an unhealthy instance is a request lost"
    )


@pytest.mark.task(
    "discover",
    points=0.5,
    needs=LISTS,
    spec=(
        "`Directory(service, max_age=10.0)` answers one question",
        "For `max_age` seconds after that it answers from memory; the next call after those asks again.",
    ),
)
@pytest.mark.parametrize("given", [{}, {"max_age": 60}], ids=["default", "60"])
def test_answers_from_memory_for_max_age(student, registry, network, payment, clock, given):
    """For max_age seconds the registry is not asked again; after that it is, and the list is a new one."""
    age = given.get("max_age", 10)
    directory = student.Directory("payment", **given)
    directory.instances()
    registry.deregister("payment-2")
    registry.register("payment", "payment-4", "payment-4.test")
    clock.advance(age - 0.5)
    within = hosts(directory.instances()), lookups(network)
    clock.advance(1)
    directory.instances()
    after = hosts(directory.instances()), lookups(network)
    assert within == (THREE, 1), explain(
        expected=f"the list of the only question so far, {age - 0.5:g} seconds after it",
        happened=f"{within[1]} questions, and the hosts {within[0]}",
        why="a registry that is asked on every call becomes the bottleneck of the whole system",
    )
    assert after == (["payment-1.test", "payment-3.test", "payment-4.test"], 2), explain(
        expected=f"a second question {age + 0.5:g} seconds after the first: payment-2 has gone, payment-4 has come",
        happened=f"{after[1]} questions, and the hosts {after[0]}",
        why="a list kept for ever sends requests to where nobody is",
    )


@pytest.mark.task(
    "discover",
    points=2,
    spec=("When the registry fails, the **last known list** is used, however old it is.", lesson.FAILURES),
)
def test_survives_an_outage_of_the_registry(student, network, payment, clock):
    """However the registry fails, the last known list is used, however old it is."""
    directory = student.Directory("payment", max_age=5)
    known = hosts(directory.instances())
    assert known, explain("instances while all is well", "instances() gave none")
    for name, fault in ALL_FAILURES.items():
        network.script(REGISTRY, fault)
        clock.advance(60)
        found = outcome(directory.instances)
        assert isinstance(found, list) and hosts(found) == known, explain(
            tried=f"the registry {name}",
            expected=f"those known before: {', '.join(known)}",
            happened=f"instances() gave {found}",
            why="the services are well: only the directory is closed, and yesterday's copy of it still helps",
        )


@pytest.mark.task("discover", needs=LISTS, spec="An **empty list** is an answer like any other")
def test_an_empty_list_is_an_answer(student, registry, network, payment, clock):
    """When there are no healthy instances the list is empty, and stays so while the registry fails after that."""
    directory = student.Directory("payment", max_age=5)
    before = hosts(directory.instances())
    for instance in payment:
        registry.deregister(instance.name)
    clock.advance(6)
    after = directory.instances()
    assert (before, after) == (THREE, []), explain("three instances, then none", f"{before}, then {after}")
    network.script(REGISTRY, refuse())
    clock.advance(6)
    during = outcome(directory.instances)
    assert during == [], explain("the empty list, which is the last known one", f"instances() gave {during!r}")


@pytest.mark.task(
    "discover",
    needs="test_survives_an_outage_of_the_registry",
    spec="So a registry that hangs costs 2 seconds once, and not in each call.",
)
def test_a_registry_that_hangs_costs_two_seconds_once(student, network, payment, clock):
    """A lookup is given up after 2 seconds; then the old list serves for another max_age."""
    directory = student.Directory("payment", max_age=10)
    directory.instances()
    network.script(REGISTRY, *[hang()] * 20)
    clock.advance(11)
    before = clock.elapsed
    for _ in range(6):
        directory.instances()
    waited = clock.elapsed - before
    assert waited <= 2.5, explain(
        expected="six calls to take 2 seconds together",
        happened=f"they took {waited:g}",
        why="if every call waits for the dead registry first, its outage has become everybody's",
        try_next="a failed attempt counts as an attempt: the next one is due after max_age",
    )


@pytest.mark.task(
    "discover",
    points=0.5,
    needs="test_survives_an_outage_of_the_registry",
    spec="The failed attempt counts as one: the next is due after another `max_age` seconds.",
)
def test_asks_again_max_age_after_an_outage(student, registry, network, payment, clock):
    """A failed question counts as one: the next is due after max_age, and its answer is taken."""
    directory = student.Directory("payment", max_age=10)
    known = hosts(directory.instances())
    clock.advance(11)
    network.script(REGISTRY, refuse())
    directory.instances()
    moved(registry, payment)
    clock.advance(9)
    within = hosts(directory.instances()), lookups(network)
    clock.advance(2)
    after = hosts(directory.instances()), lookups(network)
    assert (within, after) == ((known, 2), (["payment-9.test"], 3)), explain(
        "no question 9 seconds after the failed one, the third and its answer, payment-9, after 11",
        f"{within[1]} questions and {within[0]} after 9 seconds, {after[1]} and {after[0]} after 11",
    )


@pytest.mark.task("discover", points=0.5, spec=lesson.IN_TIME)
def test_an_answer_after_less_than_two_seconds_is_in_time(student, registry, network, payment, clock):
    """An answer of the registry after 1.8 seconds is taken."""
    directory = student.Directory("payment", max_age=5)
    directory.instances()
    moved(registry, payment)
    clock.advance(6)
    network.script(REGISTRY, delay(1.8))
    found = hosts(directory.instances())
    assert found == ["payment-9.test"], explain("payment-9, which alone is there now", f"the hosts are {found}")


@pytest.mark.task(
    "discover",
    spec=(
        "If there never was an answer, there is no list, and `instances()` raises `RegistryError`.",
        "The next call may try again at once, and does try after `max_age` seconds.",
    ),
)
def test_tells_when_it_has_never_heard_of_any_instance(student, network, payment, clock):
    """Without any answer of the registry there is no list: RegistryError, and later it is asked again."""
    for name, fault in ALL_FAILURES.items():
        directory = student.Directory("payment")
        network.script(REGISTRY, fault)
        why, tried = "an empty list would claim that there are none, which nobody knows", f"the registry {name}"
        with student.raises("RegistryError", why=why, tried=tried):
            directory.instances()
        clock.advance(11)
        found = outcome(directory.instances)
        assert isinstance(found, list) and hosts(found), explain(
            "instances once it is back, 11 seconds later", f"instances() gave {found!r}", tried=tried
        )


@pytest.mark.task("discover", points=0.5, spec=lesson.IN_TIME)
def test_waits_two_seconds_for_its_first_answer(student, network, payment, clock):
    """The first question is given up after 2 seconds as well."""
    network.script(REGISTRY, hang())
    directory = student.Directory("payment")
    with student.raises("RegistryError", why="the registry never answers"):
        directory.instances()
    assert clock.elapsed <= 2.5, explain("RegistryError after 2 seconds", f"it took {clock.elapsed:g} seconds")


@pytest.mark.task("discover", points=0.5, spec=lesson.THIS_REGISTRY)
def test_asks_the_registry_that_it_was_given(student, registry, network, payment):
    """With `registry` given, instances are looked up there."""
    network.serve("consul.test", registry.app)
    network.down(REGISTRY)
    found = hosts(student.Directory("payment", registry="http://consul.test:8500").instances())
    ports = {exchange.request.url.port for exchange in network.requests("consul.test")}
    assert found and ports == {8500}, explain(
        "instances, from consul.test, port 8500", f"the hosts are {found}; asked were the ports {ports}"
    )
