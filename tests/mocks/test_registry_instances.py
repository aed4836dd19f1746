"""What tests do with the registry directly, and the instances behind it."""

import pytest
from registry_bench import Bench, send

from mocks.registry.durations import parse_duration


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_launched_instances_are_listed_at_their_own_hosts(bench):
    """Launching registers: each instance is passing and has a host of its own."""
    instances = bench.registry.launch("payment", 2)
    assert ["http://payment-1.test", "http://payment-2.test"] == [i.url for i in instances]
    assert ["payment-1", "payment-2"] == bench.passing()


def test_the_registry_sees_an_instance_turn_critical(bench):
    """Toggling an instance's health shows in the registry at once."""
    first, _ = bench.registry.launch("payment", 2)
    first.health = "critical"
    assert ["payment-2"] == bench.passing()
    first.health = "passing"
    assert ["payment-1", "payment-2"] == bench.passing()


def test_an_instance_says_who_it_is_and_what_it_got(bench):
    """The echo names the instance and repeats the request."""
    (instance,) = bench.registry.launch("payment")
    answer = send(instance.app, "POST", "/charges?dry=1", {"cents": 5}, {"X-Trace": "t1"})
    body = answer.json()
    assert ("payment-1", "payment-1") == (answer.headers["X-Instance"], body["instance"])
    assert ("POST", "/charges", "dry=1") == (body["method"], body["path"], body["query"])
    assert ("t1", '{"cents": 5}') == (body["headers"]["x-trace"], body["body"])


def test_an_instance_keeps_what_it_received(bench):
    """A test can ask an instance for its requests; looking at its health is none."""
    (instance,) = bench.registry.launch("payment")
    send(instance.app, "GET", "/health")
    send(instance.app, "DELETE", "/charges/7", headers={"Accept": "text/plain"})
    (received,) = instance.requests
    assert ("DELETE", "/charges/7", "text/plain", None) == (
        received.method,
        received.path,
        received.header("Accept"),
        received.header("Cookie"),
    )


def test_a_critical_instance_answers_503(bench):
    """Its health is not only in the registry: the instance itself refuses."""
    (instance,) = bench.registry.launch("payment")
    instance.health = "critical"
    assert [503, 503] == [send(instance.app, "GET", path).status_code for path in ("/health", "/charges")]


def test_health_can_be_switched_by_hand(bench):
    """With curl, PUT /health/critical does what a test does with the attribute."""
    (instance,) = bench.registry.launch("payment")
    send(instance.app, "PUT", "/health/critical")
    assert ("critical", "critical") == (instance.health, bench.registry.health("payment-1"))


def test_switching_an_instance_that_has_left_changes_nothing(bench):
    """The registry does not bring back what was deregistered."""
    (instance,) = bench.registry.launch("payment")
    bench.registry.deregister("payment-1")
    instance.health = "critical"
    assert "gone" == bench.registry.health("payment-1")


def test_the_observer_can_draw_each_instance(bench):
    """Every change of state is told, with the instance as the lane."""
    (instance,) = bench.registry.launch("payment")
    instance.health = "critical"
    bench.registry.deregister("payment-1")
    states = [("payment-1", "passing"), ("payment-1", "critical"), ("payment-1", "gone")]
    assert states == bench.seen


def test_a_restart_makes_every_instance_go(bench):
    """The observer sees what the registry forgot."""
    bench.registry.launch("payment", 2)
    bench.registry.restart()
    assert [("payment-1", "gone"), ("payment-2", "gone")] == bench.seen[-2:]


def test_a_test_can_ask_for_heartbeats_and_definitions(bench):
    """What an instance said and when it spoke up is there to assert on."""
    bench.registry.register("payment", "payment-9", "10.0.0.9", 8080, ttl=30)
    bench.clock.now += 5
    bench.registry.heartbeat("payment-9")
    definition = bench.registry.definition("payment-9")
    assert [1005.0] == bench.registry.heartbeats("payment-9")
    assert ("10.0.0.9", 8080, 30) == (definition.address, definition.port, definition.ttl)


@pytest.mark.parametrize("method", ["deregister", "heartbeat", "definition"])
def test_a_test_that_names_an_unknown_instance_hears_of_it(bench, method):
    """A slip of the suite's author is an error, not silence."""
    with pytest.raises(KeyError):
        getattr(bench.registry, method)("ghost")


def test_demo_instances_live_where_they_are_placed(bench):
    """On loopback the registry lists the addresses that are really served."""
    ports = iter(range(9001, 9100))
    bench.registry.demo(lambda name: ("127.0.0.1", next(ports)))
    entries = bench.get("/v1/health/service/payment?passing").json()
    assert [("127.0.0.1", 9001), ("127.0.0.1", 9002), ("127.0.0.1", 9003)] == [
        (e["Service"]["Address"], e["Service"]["Port"]) for e in entries
    ]


@pytest.mark.parametrize(
    ("text", "seconds"), [("30s", 30), ("1m30s", 90), ("500ms", 0.5), ("1.5h", 5400), ("0", 0), ("0s", 0)]
)
def test_reads_durations_as_go_writes_them(text, seconds):
    """Consul's durations are Go's."""
    assert seconds == parse_duration(text)


@pytest.mark.parametrize("text", ["", "30", "s", "-5s", "5 s", "5s ", "5x", "٣s"])
def test_refuses_what_is_no_duration(text):
    """A number without a unit is refused, as in Go."""
    with pytest.raises(ValueError, match="no duration"):
        parse_duration(text)
