"""Task register: enter an instance, keep its entry alive, take it out."""

from asyncio import CancelledError
from functools import partial
from itertools import pairwise

import pytest

from grader.suite import delay, explain, hang, ok, refuse, status

from . import lesson
from .support import ALL_FAILURES, REGISTRY, entry_of, expect, outcome, raised, registered

GONE = "test_is_registered_while_it_works_and_gone_afterwards"


@pytest.mark.task("register", spec="When it returns, the instance is **passing**.")
def test_a_registered_instance_is_healthy_at_once(student, registry):
    """After register() the registry lists the instance as passing."""
    registered(student, registry)
    why, try_next = "until then no caller is sent to it", "a check begins critical unless the entry says otherwise"
    expect("what the registry calls it once register() has returned", "passing", registry.health("blue"), why, try_next)


@pytest.mark.task("register", points=0.5, spec="Making one sends nothing yet.")
def test_making_an_entry_sends_nothing(student, registry, network):
    """Registration(…) by itself sends no request; register() does."""
    registration = student.Registration("orders", "blue", "10.0.0.7", 80)
    before = len(network.requests())
    registration.register()
    expect("requests before register(), and the entry after it", (0, ["blue"]), (before, registry.instances("orders")))


@pytest.mark.task("register", points=0.5, spec=lesson.ENTERS)
def test_an_entry_says_where_the_instance_is(student, registry):
    """Address and port are entered as they were given, also for two instances on one machine."""
    for name, port in (("blue", 8443), ("green", 8444)):
        student.Registration("orders", name, "10.0.0.7", port).register()
    seen = [(entry.address, entry.port) for entry in map(registry.definition, ("blue", "green"))]
    expect("addresses and ports of blue and green", [("10.0.0.7", 8443), ("10.0.0.7", 8444)], seen)


@pytest.mark.task("register", spec=("`Registration(service, instance_id, address, port, ttl=30.0)`", lesson.ENTERS))
def test_an_entry_has_a_ttl(student, registry):
    """Each entry has the TTL that it was given, to the tenth of a second, and 30 seconds without `ttl`."""
    for given, wanted in (({"ttl": 12}, 12), ({"ttl": 1.5}, 1.5), ({"ttl": 90}, 90), ({}, 30)):
        registered(student, registry, **given)
        why = "an instance that crashes stays listed until its TTL is over: without one, for ever"
        expect(f"the TTL in the entry with {given or 'no ttl'}", wanted, registry.definition("blue").ttl, why)


@pytest.mark.task("register", spec=("It raises `RegistryError` if the registry fails.", lesson.FAILURES))
def test_tells_when_a_registration_is_not_taken(student, registry, network):
    """register() raises RegistryError however the registry fails."""
    registration = registered(student, registry)
    for name, fault in ALL_FAILURES.items():
        network.script(REGISTRY, fault)
        with student.raises("RegistryError", why="nobody will ever call the instance", tried=f"the registry {name}"):
            registration.register()


@pytest.mark.task("register", points=0.5, spec=("`heartbeat()` sends one heartbeat.", lesson.RENEWS))
def test_a_heartbeat_renews_its_own_entry(student, registry, clock):
    """heartbeat() begins the TTL of its own instance anew, and of no other."""
    blue, green = (student.Registration("orders", name, "10.0.0.1", 80, ttl=12) for name in ("blue", "green"))
    blue.register()
    green.register()
    clock.advance(8)
    before = [len(registry.heartbeats(name)) for name in ("blue", "green")]
    blue.heartbeat()
    clock.advance(8)
    after = [len(registry.heartbeats(name)) for name in ("blue", "green")]
    expect("heartbeats of blue and of green, at first and now", [before, [before[0] + 1, before[1]]], [before, after])
    expect("blue, 16 s after it registered with a TTL of 12, 8 after its heartbeat", "passing", registry.health("blue"))


@pytest.mark.task("register", spec=(lesson.RAISES, lesson.FAILURES))
def test_tells_when_a_heartbeat_is_not_taken(student, registry, network):
    """heartbeat() raises RegistryError however the registry fails, but for a 404."""
    registration = registered(student, registry)
    expect("what heartbeat() raises while all is well", "nothing", raised(registration.heartbeat))
    for name, fault in ALL_FAILURES.items():
        if name != "answers 404":
            network.script(REGISTRY, fault)
            with student.raises("RegistryError", why="the TTL runs on", tried=f"the registry {name}"):
                registration.heartbeat()


@pytest.mark.task("register", needs="test_a_registered_instance_is_healthy_at_once", spec=lesson.FORGOTTEN)
def test_registers_again_when_the_registry_has_forgotten_it(student, registry):
    """A heartbeat that is answered with 404 is followed by the same registration as at first."""
    registration = registered(student, registry, ttl=20)
    first = entry_of(registry)
    registration.heartbeat()
    registry.restart()
    registration.heartbeat()
    why = "or one restart of the registry empties the directory until every service restarts too"
    expect("the passing instances after the restart", ["blue"], registry.instances("orders", "passing"), why)
    expect("the entry, as at first", first, entry_of(registry))


@pytest.mark.task(
    "register", points=0.5, needs="test_registers_again_when_the_registry_has_forgotten_it", spec=lesson.RAISES
)
def test_tells_when_it_cannot_register_again(student, registry, network):
    """heartbeat() raises RegistryError if the registration after a 404 fails."""
    registration = registered(student, registry)
    for name, fault in ALL_FAILURES.items():
        network.script(REGISTRY, status(404), fault)
        with student.raises("RegistryError", why="nobody is entered", tried=f"after a 404 the registry {name}"):
            registration.heartbeat()


@pytest.mark.task("register", points=0.5, spec=lesson.IN_TIME)
@pytest.mark.parametrize("method", ["register", "heartbeat", "deregister"])
def test_waits_two_seconds_for_the_registry(student, registry, network, clock, method):
    """An answer of the registry after 1.8 seconds is in time; 2 seconds without one are enough."""
    registration = registered(student, registry)
    network.script(REGISTRY, delay(1.8))
    expect(
        f"what {method}() raises when the answer takes 1.8 seconds", "nothing", raised(getattr(registration, method))
    )
    network.script(REGISTRY, hang())
    before = clock.elapsed
    outcome(getattr(registration, method))
    took = clock.elapsed - before
    assert took <= 2.5, explain(f"{method}() to give up after 2 seconds without an answer", f"it took {took:g} seconds")


@pytest.mark.task("register", points=0.5, spec=(lesson.THIRDS, lesson.ACCEPTED))
def test_heartbeats_arrive_in_time(student, registry, clock):
    """keep_alive() sends a heartbeat about every third of the TTL, for as long as it was asked to."""
    for ttl in (6, 90):
        registration = registered(student, registry, ttl=ttl)
        start = clock.time()
        registration.keep_alive(10 * ttl)
        beats = [beat for beat in registry.heartbeats("blue") if beat >= start]
        longest = max(later - earlier for earlier, later in pairwise([start, *beats, clock.time()]))
        assert longest <= ttl / 2, explain(
            f"a heartbeat about every {ttl / 3:g} seconds for a TTL of {ttl}",
            f"{longest:g} seconds passed without one",
            why="who speaks up only when the TTL is over is declared dead by the smallest delay",
        )
        assert len(beats) <= 62, explain(f"about 30 heartbeats in {10 * ttl} seconds", f"{len(beats)} heartbeats")


@pytest.mark.task("register", points=0.5, spec=(lesson.SECONDS, "3 seconds more or less in `seconds`"))
def test_keep_alive_takes_as_long_as_it_was_told(student, registry, clock):
    """keep_alive(seconds) returns after `seconds`, whether that is less than a third of the TTL or more."""
    for ttl, seconds in ((30, 7), (90, 40), (90, 100), (6, 60)):
        registration = registered(student, registry, ttl=ttl)
        before = clock.elapsed
        registration.keep_alive(seconds)
        took = clock.elapsed - before
        assert abs(took - seconds) <= 3, explain(
            f"keep_alive({seconds}) to take {seconds} seconds with a TTL of {ttl}", f"it took {took:g} seconds"
        )


@pytest.mark.task("register", points=0.5, spec=lesson.SECONDS)
def test_no_heartbeat_comes_after_keep_alive(student, registry, clock):
    """When keep_alive() has returned, no more heartbeats are sent."""
    registered(student, registry, ttl=6).keep_alive(20)
    during = len(registry.heartbeats("blue"))
    assert during >= 2, explain("heartbeats during the 20 seconds", f"{during} heartbeats")
    clock.advance(60)
    expect("heartbeats in the minute after it", 0, len(registry.heartbeats("blue")) - during)


@pytest.mark.task("register", needs="test_heartbeats_arrive_in_time", spec=lesson.NO_END)
def test_keep_alive_goes_on_after_a_failure(student, registry, network, clock):
    """However a heartbeat fails, the next ones are sent, and keep_alive() takes as long as it was told."""
    for name, fault in ALL_FAILURES.items():
        registration = registered(student, registry)
        network.script(REGISTRY, fault, fault)  # two, as a 404 is followed by a registration
        heard, before = len(registry.heartbeats("blue")), clock.elapsed
        registration.keep_alive(70)
        took, heard = clock.elapsed - before, len(registry.heartbeats("blue")) - heard
        assert took >= 67 and heard >= 4, explain(
            expected=f"70 seconds, and heartbeats every 10 seconds after the registry first {name}, twice",
            happened=f"keep_alive(70) returned after {took:g} seconds with {heard} heartbeats",
            try_next="catch the error inside the loop, not around it",
        )


@pytest.mark.task("register", points=0.5, needs="test_heartbeats_arrive_in_time", spec=(lesson.ONE_LOST, lesson.NO_END))
def test_a_lost_heartbeat_costs_nothing_and_an_outage_is_outlived(student, registry, network):
    """One lost heartbeat leaves the instance passing; after an outage longer than the TTL it is passing again."""
    registration = registered(student, registry, ttl=15)
    entered = registry.index
    network.script(REGISTRY, ok(), ok(), status(503), ok(), ok(), refuse())
    registration.keep_alive(60)
    kinds = [event.kind for event in registry.events if event.index > entered]
    assert "critical" not in kinds, explain(
        "the instance to stay passing though two heartbeats, not in a row, were lost", "it was critical for a while"
    )
    network.script(REGISTRY, *[refuse()] * 4, status(500), status(500), status(404))
    registration.keep_alive(60)
    again = any(event.kind == "registered" for event in registry.events if event.index > entered)
    what = "blue after the outage, and whether it was entered again after the 404 that ended it"
    expect(what, ("passing", True), (registry.health("blue"), again))


@pytest.mark.task("register", points=0.5, spec="`deregister()` takes the entry out.")
def test_deregister_takes_out_its_own_entry(student, registry):
    """deregister() takes its own instance out, and no other of the service."""
    blue = registered(student, registry)
    registry.register("orders", "green", "10.0.0.6", ttl=30)
    blue.deregister()
    expect("who is left when blue has gone", ["green"], registry.instances("orders"))


@pytest.mark.task("register", points=0.5, spec="It raises nothing, however the registry fails")
def test_deregister_raises_nothing(student, registry, network):
    """However the registry fails, deregister() raises nothing."""
    registration = registered(student, registry)
    for name, fault in ALL_FAILURES.items():
        network.script(REGISTRY, fault)
        expect(f"what deregister() raises though the registry {name}", "nothing", raised(registration.deregister))


@pytest.mark.task("register", spec=(lesson.RUN, lesson.RESULT))
def test_is_registered_while_it_works_and_gone_afterwards(student, registry):
    """run(work) registers, calls work() once, deregisters, and returns what the work returned."""
    during = []

    def work():
        during.append(registry.instances("orders"))
        return 42

    result = student.Registration("orders", "blue", "10.0.0.8", 80).run(work)
    after = registry.instances("orders")
    assert (during, after, result) == ([["blue"]], [], 42), explain(
        "one call of the work, in which blue is listed; then nobody listed, and 42, as the work returned",
        f"listed in each call of the work: {during}; after it: {after}; run() gave {result!r}",
    )


@pytest.mark.task("register", points=0.5, spec=(lesson.WHATEVER, lesson.RESULT))
@pytest.mark.parametrize("error", [ValueError, CancelledError])
def test_is_gone_after_work_that_failed(student, registry, error):
    """When the work raises, be it no `Exception`, the instance is deregistered all the same and the error goes on."""

    def work():
        raise error("out of paper")

    registration = registered(student, registry)
    with student.raises(error.__name__, why="whoever started the service has to hear why it ended"):
        registration.run(work)
    expect("who is listed after it", [], registry.instances("orders"), "callers would go there until the TTL is over")


@pytest.mark.task("register", points=0.5, needs=GONE, spec=(lesson.RESULT, lesson.FAREWELL))
def test_a_farewell_that_is_not_heard_breaks_nothing(student, registry, network):
    """However the registry fails at the end, run() gives what the work gave: its result, or its exception."""

    def work(fault, text):
        network.script(REGISTRY, fault)
        return int(text)

    registration = student.Registration("orders", "blue", "10.0.0.10", 80)
    for name, fault in ALL_FAILURES.items():
        results = [outcome(registration.run, partial(work, fault, text)) for text in ("7", "seven")]
        assert results[0] == 7 and "ValueError: " in str(results[1]), explain(
            f"7 and a ValueError, as the work gave them, though the registry {name} at the end", f"{results}"
        )


@pytest.mark.task("register", points=0.5, needs=GONE, spec=lesson.NO_WORK)
def test_does_not_work_without_being_registered(student, registry, network):
    """When registering fails, run() raises RegistryError and the work is not called."""
    registration, calls = student.Registration("orders", "blue", "10.0.0.10", 80), []
    for name, fault in ALL_FAILURES.items():
        network.script(REGISTRY, fault)
        with student.raises("RegistryError", why="nobody would ever call the instance", tried=f"the registry {name}"):
            registration.run(partial(calls.append, name))
        expect("calls of the work", [], calls)


@pytest.mark.task("register", points=0.5, needs=GONE, spec="Afterwards nothing enters the instance again.")
def test_stays_gone(student, registry, clock):
    """Once run() has returned, nothing enters the instance again."""
    student.Registration("orders", "blue", "10.0.0.10", 80, ttl=6).run(partial(clock.advance, 20))
    clock.advance(60)
    why = "a heartbeat that still runs gets a 404, and registers the dead instance again"
    expect("who is listed a minute after the end", [], registry.instances("orders"), why)


@pytest.mark.task("register", points=0.5, spec=lesson.THIS_REGISTRY)
def test_registers_with_the_registry_that_it_was_given(student, registry, network):
    """With `registry` given, every request of a registration goes there."""
    network.serve("consul.test", registry.app)
    network.down(REGISTRY)
    registration = registered(student, registry, registry="http://consul.test:8500")
    registration.heartbeat()
    registration.deregister()
    beats, listed = len(registry.heartbeats("blue")), registry.instances("orders")
    ports = {exchange.request.url.port for exchange in network.requests("consul.test")}
    what = "a heartbeat at consul.test, nobody listed after the farewell, and the ports that were asked there"
    expect(what, (True, [], {8500}), (beats >= 1, listed, ports))
