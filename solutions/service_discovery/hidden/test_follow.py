"""Task follow: hear of changes as they happen."""

from functools import partial

import pytest

from grader.suite import delay, explain, hang, refuse

from . import lesson
from .support import ALL_FAILURES, REGISTRY, THREE, expect, hosts, launch, lookups, outcome, payment

FIRST = "test_the_first_poll_tells_who_is_there"
TOLD = "test_a_poll_tells_what_has_changed"
NOTHING = {"added": [], "removed": []}


def told(change):
    """The hosts that a poll told as added, and those as removed."""
    return hosts(change["added"]), hosts(change["removed"])


def polled(student, **options):
    """A watcher of the payment service that has polled once, and knows three instances."""
    watcher = student.Watcher("payment", **options)
    watcher.poll()
    known = hosts(watcher.instances())
    assert known == THREE, explain("three instances known after the first poll", f"the hosts are {known}")
    return watcher


@pytest.mark.task("follow", spec=(lesson.CHANGES, lesson.NO_WAIT))
def test_the_first_poll_tells_who_is_there(student, payment, clock):
    """The first poll answers at once, with every instance of the service as added; then these are known."""
    watcher = student.Watcher("payment")
    seen = (*told(watcher.poll()), hosts(watcher.instances()))
    expect("those added, removed, and known then", (THREE, [], THREE), seen)
    assert clock.elapsed < 1, explain("an answer at once", f"it took {clock.elapsed:g} seconds")


@pytest.mark.task("follow", points=0.5, needs=FIRST, spec=(lesson.APART, lesson.NO_WAIT))
def test_two_watchers_do_not_mix(student, registry, payment, clock):
    """Each watcher follows a service of its own; none waits in its first poll, not even where nobody is."""
    registry.register("orders", "orders-1", "orders-1.test")
    names = ("payment", "orders", "nobody")
    watchers = [student.Watcher(name) for name in names]
    for watcher in watchers:
        watcher.poll()
    known = {name: hosts(watcher.instances()) for name, watcher in zip(names, watchers, strict=True)}
    expect("who is known", {"payment": THREE, "orders": ["orders-1.test"], "nobody": []}, known)
    assert clock.elapsed < 1, explain("three answers at once", f"they took {clock.elapsed:g} seconds")


@pytest.mark.task(
    "follow", points=0.5, needs=FIRST, spec="**without any request**; before the first poll the list is empty"
)
def test_knowing_the_instances_costs_nothing(student, network, payment):
    """instances() never goes over the network: before the first poll it is empty."""
    watcher = student.Watcher("payment")
    before = watcher.instances()
    watcher.poll()
    student.together(*[partial(watcher.instances) for _ in range(5)])
    assert (before, lookups(network)) == ([], 1), explain(
        "nobody known before the first poll, and no request but its own", f"{before}, and {lookups(network)} requests"
    )


@pytest.mark.task("follow", points=0.5, needs=FIRST, spec="returns the base URLs known now, in the form of `Directory`")
def test_knows_base_urls_with_their_ports(student, registry, payment):
    """What is known, added and removed are base URLs in the form of Directory."""
    watcher = student.Watcher("stock")
    registry.register("stock", "stock-1", "10.1.0.8", 80)
    first = watcher.poll()
    registry.register("stock", "stock-1", "10.1.0.8", 8080)
    second, known = watcher.poll(), watcher.instances()
    seen = (first["added"], second["added"], second["removed"], known)
    at = [["http://10.1.0.8:80"], ["http://10.1.0.8:8080"]]
    assert seen == (at[0], at[1], at[0], at[1]), explain(
        f"{at[0]} added; then, as stock-1 has moved, {at[1]} added and {at[0]} removed", f"{first}; then {second}"
    )


@pytest.mark.task("follow", points=0.5, needs=FIRST, spec="knows the healthy instances by following them")
def test_follows_the_healthy_instances_only(student, payment):
    """An instance that turns critical is removed, and added when it is passing again."""
    payment[2].health = "critical"
    watcher, changes = student.Watcher("payment"), []
    for critical in (False, True, False):
        payment[0].health = "critical" if critical else "passing"
        changes.append(told(watcher.poll()))
    one, wanted = ["payment-1.test"], [(THREE[:2], []), ([], THREE[:1]), (THREE[:1], [])]
    assert changes == wanted, explain(
        f"payment-3, which is critical, never added; {one} removed, then added again", f"(added, removed): {changes}"
    )


@pytest.mark.task("follow", needs=FIRST, spec=(lesson.CHANGES, lesson.AT_ONCE))
def test_a_poll_tells_what_has_changed(student, registry, payment, clock):
    """Who came and who went since the last poll is told at once, and told once."""
    watcher = polled(student, wait=20)
    registry.register("payment", "payment-4", "payment-4.test")
    registry.deregister("payment-1")
    change = told(watcher.poll())
    assert change == (["payment-4.test"], ["payment-1.test"]), explain(
        "payment-4 added, payment-1 removed", f"added {change[0]}, removed {change[1]}"
    )
    known = hosts(watcher.instances())
    assert known == [*THREE[1:], "payment-4.test"], explain("the three that are there now", f"known are {known}")
    assert clock.elapsed < 1, explain("no waiting", f"{clock.elapsed:g} seconds passed")
    registry.deregister("payment-4")
    expect("those added and removed then", ([], ["payment-4.test"]), told(watcher.poll()))
    expect("what the poll after that tells", NOTHING, watcher.poll())
    assert clock.elapsed > 19, explain("the last poll to wait for 20 seconds", f"it took {clock.elapsed:g}")


@pytest.mark.task("follow", points=0.5, needs=FIRST, spec=("`poll()` makes **one** request", lesson.QUIET))
@pytest.mark.parametrize("given", [{}, {"wait": 45}, {"wait": 2.5}], ids=["default", "45", "2.5"])
def test_a_poll_waits_at_the_registry_when_nothing_changes(student, network, payment, clock, given):
    """When nothing changes, each poll is one request that waits at the registry for `wait` seconds."""
    wait = given.get("wait", 30)
    watcher = polled(student, **given)
    for _ in range(2):
        before, asked = clock.elapsed, lookups(network)
        change = watcher.poll()
        took, asked = clock.elapsed - before, lookups(network) - asked
        assert (change, asked, abs(took - wait) < 0.3) == (NOTHING, 1, True), explain(
            expected=f"nothing new after one request that waits {wait} seconds",
            happened=f"{change} after {asked} requests and {took:g} seconds",
            why="asking often loads the registry, asking seldom learns late; a blocking query does neither",
            try_next="index and wait in the query, and a timeout that is longer than the wait",
        )


@pytest.mark.task(
    "follow", needs="test_follows_the_healthy_instances_only", spec="one that happens meanwhile when it happens"
)
def test_hears_of_a_change_while_it_waits(student, registry, payment, clock):
    """An instance whose TTL runs out during the wait is told when it happens, not at the end of the wait."""
    registry.register("payment", "payment-9", "payment-9.test", ttl=12)
    watcher = student.Watcher("payment", wait=60)
    watcher.poll()
    change = told(watcher.poll())
    assert change == ([], ["payment-9.test"]), explain("payment-9 removed", f"(added, removed): {change}")
    assert 11 <= clock.elapsed <= 14, explain("to hear of it after 12 seconds", f"after {clock.elapsed:g}")


@pytest.mark.task(
    "follow",
    points=0.5,
    needs=TOLD,
    spec="If it is lower than the one you sent, forget yours: the next poll sends the lower one, or none.",
)
def test_starts_over_when_the_index_goes_back(student, registry, network, payment, clock):
    """After a restart the registry counts from the beginning; changes are still told at once."""
    for _ in range(4):
        registry.register("payment", "payment-3", "payment-3.test")
    watcher = polled(student, wait=10)
    registry.restart()
    launch(registry, network, "payment", 2)
    watcher.poll()
    before = clock.elapsed
    registry.register("payment", "payment-7", "payment-7.test")
    watcher.poll()
    known, took = hosts(watcher.instances()), clock.elapsed - before
    assert (known, took < 1) == ([*THREE[:2], "payment-7.test"], True), explain(
        expected="to hear of payment-7 at once, beside the two that are registered since the restart",
        happened=f"known after {took:g} seconds are {known}",
        try_next="compare the index of each answer with the one that was sent, and forget a higher one",
        why="who waits for an index that comes again only in weeks is deaf until then",
    )
    before = clock.elapsed
    quiet, took = watcher.poll(), clock.elapsed - before
    assert (quiet, abs(took - 10) < 0.7) == (NOTHING, True), explain(
        "nothing new after that, by a poll that waits for 10 seconds again", f"{quiet} after {took:g} seconds"
    )


@pytest.mark.task("follow", points=0.5, needs=TOLD, spec=lesson.CHANGES)
def test_tells_what_a_restart_has_changed(student, registry, network, payment):
    """When the index has gone back, a poll is one request and tells what is new compared to before, as ever."""
    watcher = polled(student)
    registry.restart()
    launch(registry, network, "payment", 1)
    registry.register("payment", "payment-4", "payment-4.test")
    asked = lookups(network)
    seen = (*told(watcher.poll()), lookups(network) - asked)
    assert seen == (["payment-4.test"], THREE[1:], 1), explain(
        expected="payment-4 added, payment-2 and payment-3 removed, payment-1 as before; one request",
        happened=f"added {seen[0]}, removed {seen[1]}; requests: {seen[2]}",
        why="what was known is known still: only the registry's count begins anew",
    )


@pytest.mark.task("follow", points=0.5, needs=TOLD, spec=(lesson.AT_ONCE, lesson.QUIET))
def test_waits_where_nobody_is_left(student, registry, payment, clock):
    """That all have gone is told like any change; the next poll waits as it does where somebody is."""
    watcher = polled(student, wait=10)
    for instance in payment:
        registry.deregister(instance.name)
    seen = (*told(watcher.poll()), watcher.instances())
    expect("those added, removed, and known when all have gone", ([], THREE, []), seen)
    before = clock.elapsed
    quiet, took = watcher.poll(), clock.elapsed - before
    assert (quiet, took > 9) == (NOTHING, True), explain(
        expected="nothing new after 10 seconds at the registry",
        happened=f"{quiet} after {took:g} seconds",
        why="that nobody is there is an answer: a poll that takes it for none asks again and again without a pause",
    )


@pytest.mark.task("follow", needs=FIRST, spec=(lesson.KEEPS, lesson.FAILURES))
def test_keeps_what_it_knows_during_an_outage(student, network, payment, clock):
    """However the registry fails, poll() pauses for a second, keeps the list and tells nothing new."""
    watcher = polled(student, wait=10)
    for name, fault in ALL_FAILURES.items():
        network.script(REGISTRY, fault)
        before = clock.elapsed
        change, known = outcome(watcher.poll), hosts(watcher.instances())
        assert (change, known) == (NOTHING, THREE), explain(
            f"nothing new, and the three known before, when the registry {name}",
            f"poll() gave {change}; known: {known}",
        )
        paused = clock.elapsed - before
        assert paused >= 0.9, explain(
            expected=f"a pause of a second after the registry {name}",
            happened=f"{paused:g} seconds",
            why="a loop without a pause hits the registry thousands of times while it tries to get up",
        )
        most = 1.5 if name.startswith(("answers", "refuses")) else 20  # at other failures the poll has waited before
        assert paused <= most, explain("a pause of one second", f"{paused:g} seconds when the registry {name}")


@pytest.mark.task(
    "follow",
    points=0.5,
    needs=FIRST,
    spec=("an answer is in time for `wait` and 2 more seconds, in the first poll too; the tests accept up to 5 more"),
)
def test_gives_a_poll_wait_and_two_more_seconds(student, registry, network, payment, clock):
    """An answer 1.8 seconds after `wait` is in time; a poll without any is over soon after that."""
    watcher = polled(student, wait=20)
    network.script(REGISTRY, delay(21.8))
    registry.deregister("payment-1")
    change = told(watcher.poll())
    assert change == ([], ["payment-1.test"]), explain(
        "payment-1 removed, by an answer that takes 21.8 seconds", f"(added, removed): {change}"
    )
    network.script(REGISTRY, hang())
    before = clock.elapsed
    watcher.poll()
    took = clock.elapsed - before
    assert took <= 28.5, explain("22 seconds and a pause of one, or up to 5 more", f"the poll took {took:g} seconds")


@pytest.mark.task("follow", points=0.5, needs=TOLD, spec="`poll()` keeps the list and the index")
def test_goes_on_where_it_was_after_an_outage(student, registry, network, payment, clock):
    """After an outage a poll tells what has changed in it, or waits if nothing has."""
    watcher = polled(student, wait=10)
    network.script(REGISTRY, refuse())
    watcher.poll()
    before = clock.elapsed
    quiet, took = watcher.poll(), clock.elapsed - before
    assert (quiet, abs(took - 10) < 0.7) == (NOTHING, True), explain(
        "nothing new after 10 seconds at the registry", f"{quiet} after {took:g} seconds"
    )
    network.script(REGISTRY, refuse())
    registry.deregister("payment-2")
    watcher.poll()
    change = told(watcher.poll())
    assert change == ([], ["payment-2.test"]), explain("payment-2 removed", f"(added, removed): {change}")


@pytest.mark.task("follow", points=0.5, needs=FIRST, spec=lesson.NO_WAIT)
def test_a_first_poll_that_fails_is_followed_by_a_first_one(student, network, payment, clock):
    """Until the registry has answered once, no poll waits; the first answer tells everybody as added."""
    watcher = student.Watcher("payment", wait=20)
    network.script(REGISTRY, refuse())
    failed, change = outcome(watcher.poll), told(watcher.poll())
    assert (failed, change) == (NOTHING, (THREE, [])), explain(
        "nothing new at first, then three added", f"{failed}, then added {change[0]}, removed {change[1]}"
    )
    assert clock.elapsed < 2, explain("one pause of a second", f"{clock.elapsed:g} seconds passed")


@pytest.mark.task("follow", points=0.5, needs=FIRST, spec=lesson.THIS_REGISTRY)
def test_follows_the_registry_that_it_was_given(student, registry, network, payment):
    """With `registry` given, instances are followed there."""
    network.serve("consul.test", registry.app)
    network.down(REGISTRY)
    polled(student, registry="http://consul.test:8500")
    ports = {exchange.request.url.port for exchange in network.requests("consul.test")}
    assert ports == {8500}, explain("port 8500 of consul.test to be asked", f"asked were {ports}")
