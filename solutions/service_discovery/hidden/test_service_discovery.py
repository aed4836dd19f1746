"""The hidden suite of service_discovery. Nothing in it goes beyond exercises/service_discovery/README.md."""

import gzip
from functools import partial
from itertools import pairwise

import httpx
import pytest

from grader.suite import explain, hang, ok, refuse, reset, status

REGISTRY = "registry.test"


@pytest.fixture
def payment(registry, network):
    """Three healthy instances of the payment service, each at its own host."""
    return launch(registry, network, "payment", 3)


def launch(registry, network, service, count):
    instances = registry.launch(service, count)
    for instance in instances:
        network.serve(instance.host, instance.app)
    return instances


def lookups(network):
    """How often the registry was asked for instances."""
    return len(network.requests(REGISTRY, "GET"))


def urls(*hosts):
    return [f"http://{host}:80" for host in hosts]


# ---------------------------------------------------------------------- register


@pytest.mark.task("register", points=2)
def test_a_registered_instance_is_healthy_at_once(student, registry):
    """After register() the registry lists the instance as passing, at its address and port."""
    student.Registration("orders", "orders-7", "10.0.0.7", 8443).register()
    health = registry.health("orders-7")
    assert health == "passing", explain(
        expected="the instance to be passing as soon as register() has returned",
        happened=f"the registry says {health}",
        why="until it is passing, no caller is sent to it",
        try_next="a check begins critical unless its registration says otherwise",
    )
    entry = registry.definition("orders-7")
    seen = (entry.service, entry.address, entry.port)
    assert seen == ("orders", "10.0.0.7", 8443), explain(
        expected="service, address and port as they were given", happened=f"the registry has {seen}"
    )


@pytest.mark.task("register", needs="test_a_registered_instance_is_healthy_at_once")
def test_a_silent_instance_turns_critical_after_its_ttl(student, registry, clock):
    """An instance that dies without a word is unhealthy once its TTL is over, and not before."""
    student.Registration("stock", "stock-2", "10.0.0.2", 80, ttl=12).register()
    clock.advance(11)
    early = registry.health("stock-2")
    clock.advance(2)
    late = registry.health("stock-2")
    assert (early, late) == ("passing", "critical"), explain(
        expected="passing after 11 of 12 seconds, critical after 13",
        happened=f"{early}, then {late}",
        why="without a TTL of its own a crashed instance is listed for ever",
    )
    student.Registration("stock", "stock-3", "10.0.0.3", 80).register()
    usual = registry.definition("stock-3").ttl
    assert usual == 30, explain(expected="a TTL of 30 seconds without `ttl`", happened=f"the registry has {usual}")


@pytest.mark.task("register")
def test_tells_when_the_registry_does_not_take_the_registration(student, registry, network, clock):
    """register() raises RegistryError when the registry refuses, breaks, or does not answer."""
    registration = student.Registration("orders", "orders-1", "10.0.0.1", 80)
    registration.register()
    listed = registry.instances("orders")
    assert listed == ["orders-1"], explain(
        expected="the instance to be listed while all is well", happened=f"the registry lists {listed}"
    )
    for fault, name in ((refuse(), "refuses"), (status(500), "answers 500"), (hang(), "does not answer")):
        network.script(REGISTRY, fault)
        with student.raises("RegistryError", why=f"here the registry {name}, and nobody will ever call us"):
            registration.register()
    assert clock.elapsed <= 2.5, explain(
        expected="to wait for the registry for 2 seconds", happened=f"it took {clock.elapsed:g} seconds"
    )


@pytest.mark.task("register")
def test_tells_when_a_heartbeat_was_not_taken(student, registry, network):
    """heartbeat() raises RegistryError when the registry fails."""
    registration = student.Registration("orders", "orders-2", "10.0.0.2", 80)
    registration.register()
    before = len(registry.heartbeats("orders-2"))
    registration.heartbeat()
    beats = len(registry.heartbeats("orders-2")) - before
    assert beats == 1, explain(expected="one heartbeat at the registry", happened=f"{beats} arrived")
    for fault, name in ((refuse(), "refuses"), (status(500), "answers 500"), (reset(), "breaks the connection")):
        network.script(REGISTRY, fault)
        with student.raises("RegistryError", why=f"here the registry {name}, and the TTL runs on"):
            registration.heartbeat()


@pytest.mark.task("register", points=2, needs="test_a_registered_instance_is_healthy_at_once")
def test_heartbeats_arrive_in_time(student, registry, clock):
    """keep_alive() sends a heartbeat about every third of the TTL, for as long as it was asked to."""
    registration = student.Registration("orders", "orders-3", "10.0.0.3", 80, ttl=24)
    registration.register()
    start = clock.time()
    registration.keep_alive(240)
    length = clock.time() - start
    assert 238 <= length <= 250, explain(expected="keep_alive(240) to take 240 seconds", happened=f"it took {length:g}")
    beats = registry.heartbeats("orders-3")
    times = [start, *beats, clock.time()]
    longest = max(later - earlier for earlier, later in pairwise(times))
    assert longest <= 12, explain(
        expected="a heartbeat about every 8 seconds for a TTL of 24",
        happened=f"{longest:g} seconds passed without one",
        why="who speaks up only when the TTL is over is declared dead by the smallest delay",
    )
    assert len(beats) <= 60, explain(expected="about 30 heartbeats in 240 seconds", happened=f"{len(beats)} heartbeats")


@pytest.mark.task("register", needs="test_heartbeats_arrive_in_time")
def test_one_lost_heartbeat_costs_nothing(student, registry, network):
    """When a single heartbeat is lost, the next one still arrives within the TTL."""
    registration = student.Registration("orders", "orders-4", "10.0.0.4", 80, ttl=30)
    registration.register()
    entered = registry.index
    network.script(REGISTRY, ok(), ok(), status(503), ok(), ok(), refuse())
    registration.keep_alive(120)
    kinds = [event.kind for event in registry.events if event.index > entered]
    assert "critical" not in kinds, explain(
        expected="the instance to stay passing though two heartbeats, not in a row, were lost",
        happened="it was critical for a while",
    )


@pytest.mark.task("register", needs="test_heartbeats_arrive_in_time")
def test_heartbeats_go_on_after_an_outage_of_the_registry(student, registry, network):
    """keep_alive() outlives a registry that is away for longer than the TTL."""
    registration = student.Registration("orders", "orders-5", "10.0.0.5", 80, ttl=15)
    registration.register()
    network.script(REGISTRY, *[refuse()] * 4, status(500), status(500))
    registration.keep_alive(120)
    health = registry.health("orders-5")
    assert health == "passing", explain(
        expected="the instance to be passing again after the outage",
        happened=f"it is {health}",
        why="a heartbeat that stops at the first error never brings the instance back",
    )


@pytest.mark.task("register", points=2, needs="test_a_registered_instance_is_healthy_at_once")
def test_registers_again_when_the_registry_has_forgotten_it(student, registry):
    """A heartbeat that is answered with 404 is followed by a new registration."""
    registration = student.Registration("orders", "orders-6", "10.0.0.6", 80, ttl=30)
    registration.register()
    registration.heartbeat()
    registry.restart()
    registration.heartbeat()
    health = registry.health("orders-6")
    assert health == "passing", explain(
        expected="the instance to be listed again after the registry's restart",
        happened=f"it is {health}",
        why="or one restart of the registry empties the directory until every service restarts too",
    )


@pytest.mark.task("register", points=2)
def test_is_registered_while_it_works_and_gone_afterwards(student, registry):
    """run(work) registers before the work, deregisters after it, and gives what the work returned."""
    during = []

    def work():
        during.append(registry.health("orders-8"))
        return 42

    result = student.Registration("orders", "orders-8", "10.0.0.8", 80).run(work)
    after = registry.health("orders-8")
    assert (during, after) == (["passing"], "gone"), explain(
        expected="passing during the work, gone after it",
        happened=f"{during} during the work, {after} after it",
    )
    assert result == 42, explain(expected="what the work returned", happened=f"run() gave {result!r}")


@pytest.mark.task("register", points=2, needs="test_is_registered_while_it_works_and_gone_afterwards")
def test_is_gone_after_work_that_failed(student, registry):
    """When the work raises, the instance is deregistered all the same and the exception goes on."""
    registration = student.Registration("orders", "orders-9", "10.0.0.9", 80)

    def work():
        raise ValueError("out of paper")

    with student.raises("ValueError", why="whoever started the service has to hear why it ended"):
        registration.run(work)
    health = registry.health("orders-9")
    assert health == "gone", explain(
        expected="the entry to be gone",
        happened=f"the registry says {health}",
        why="callers would be sent to an instance that is no more, until its TTL is over",
    )


@pytest.mark.task("register", needs="test_is_registered_while_it_works_and_gone_afterwards")
def test_a_farewell_that_is_not_heard_breaks_nothing(student, registry, network):
    """When the registry can't be reached at the end, run() gives the work's result all the same."""
    registration = student.Registration("orders", "orders-10", "10.0.0.10", 80)

    def work():
        network.down(REGISTRY)
        return "done"

    result = registration.run(work)
    assert result == "done", explain(
        expected="the work's result",
        happened=f"run() gave {result!r}",
        try_next="the TTL removes the entry anyway",
    )


# ---------------------------------------------------------------------- discover


@pytest.mark.task("discover", points=2)
def test_lists_the_healthy_instances_only(student, registry, payment):
    """instances() gives the base URL, with port, of each passing instance and of no other."""
    registry.register("payment", "payment-8", "10.1.0.8", 8080)
    registry.register("orders", "orders-1", "10.1.0.9", 8080)
    payment[1].health = "critical"
    found = sorted(student.Directory("payment").instances())
    wanted = ["http://10.1.0.8:8080", *urls("payment-1.test", "payment-3.test")]
    assert found == wanted, explain(
        expected=f"the three passing instances: {wanted}",
        happened=f"instances() gave {found}",
        why="a request to an unhealthy instance is a request lost",
    )


@pytest.mark.task("discover", needs="test_lists_the_healthy_instances_only")
def test_asks_the_registry_once_per_max_age(student, network, payment, clock):
    """For max_age seconds the list is taken from memory; after that the registry is asked once more."""
    directory = student.Directory("payment", max_age=7)
    for _ in range(5):
        directory.instances()
    first = lookups(network)
    clock.advance(8)
    for _ in range(5):
        directory.instances()
    assert (first, lookups(network)) == (1, 2), explain(
        expected="one question in the first 7 seconds, one more after them",
        happened=f"{first}, and {lookups(network)} in all",
        why="a registry that is asked on every call becomes the bottleneck of the whole system",
    )


@pytest.mark.task("discover", points=2, needs="test_lists_the_healthy_instances_only")
def test_forgets_what_died_once_the_list_is_old(student, registry, payment, clock):
    """After max_age an instance whose TTL ran out, or that deregistered, is no longer given."""
    registry.register("payment", "payment-4", "10.2.0.4", 80, ttl=5)
    directory = student.Directory("payment")
    before = len(directory.instances())
    registry.deregister("payment-2")
    clock.advance(10.5)
    after = sorted(directory.instances())
    assert (before, after) == (4, urls("payment-1.test", "payment-3.test")), explain(
        expected="four instances, then the two that are left",
        happened=f"{before}, then {after}",
        why="a list kept for ever sends requests to where nobody is",
    )


@pytest.mark.task("discover", points=2, needs="test_lists_the_healthy_instances_only")
def test_survives_an_outage_of_the_registry(student, network, payment, clock):
    """While the registry is unreachable or answers with an error, the last known list is used."""
    directory = student.Directory("payment", max_age=5)
    known = sorted(directory.instances())
    network.down(REGISTRY)
    clock.advance(60)
    during = sorted(directory.instances())
    network.up(REGISTRY)
    network.script(REGISTRY, status(500))
    clock.advance(60)
    broken = sorted(directory.instances())
    assert (during, broken) == (known, known), explain(
        expected="the instances known before the outage",
        happened=f"{during} while it was down, {broken} when it answered 500",
        why="the services are well: only the directory is closed, and yesterday's copy of it still helps",
    )


@pytest.mark.task("discover", needs="test_survives_an_outage_of_the_registry")
def test_a_hanging_registry_costs_one_caller_two_seconds(student, network, payment, clock):
    """A lookup is given up after 2 seconds; then the old list serves for another max_age."""
    directory = student.Directory("payment", max_age=10)
    directory.instances()
    clock.advance(11)
    network.script(REGISTRY, *[hang()] * 20)
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


@pytest.mark.task("discover", needs="test_survives_an_outage_of_the_registry")
def test_asks_again_after_an_outage(student, registry, network, payment, clock):
    """Once the registry is back, changes are seen again after max_age."""
    directory = student.Directory("payment", max_age=10)
    directory.instances()
    network.down(REGISTRY)
    clock.advance(11)
    directory.instances()
    network.up(REGISTRY)
    payment[0].health = "critical"
    clock.advance(11)
    found = sorted(directory.instances())
    assert found == urls("payment-2.test", "payment-3.test"), explain(
        expected="the two instances that are healthy now", happened=f"instances() gave {found}"
    )


@pytest.mark.task("discover")
def test_tells_when_it_has_never_heard_of_any_instance(student, network, payment, clock):
    """With no answer of the registry ever there is no list: RegistryError. Later it is asked again."""
    directory = student.Directory("payment")
    network.down(REGISTRY)
    with student.raises("RegistryError", why="an empty list would claim that there are none, which nobody knows"):
        directory.instances()
    network.up(REGISTRY)
    clock.advance(11)
    found = directory.instances()
    assert len(found) == 3, explain(expected="three instances once it is back", happened=f"{len(found)}")


@pytest.mark.task("discover", needs="test_lists_the_healthy_instances_only")
def test_believes_that_there_are_none(student, payment, clock):
    """A registry that answers with an empty list is not out of order: there are no healthy instances."""
    directory = student.Directory("payment", max_age=5)
    before = len(directory.instances())
    for instance in payment:
        instance.health = "critical"
    clock.advance(6)
    after = directory.instances()
    assert (before, after) == (3, []), explain(
        expected="three instances, then none", happened=f"{before}, then {after}"
    )


# ---------------------------------------------------------------------- call


def breaks(request):
    """An instance whose connection breaks after the request has arrived."""
    raise ConnectionResetError


def client_of(student, service="payment", **options):
    return student.ServiceClient(student.Directory(service), **options)


@pytest.mark.task("call")
def test_sends_the_request_as_it_was_given(student, payment):
    """Method, path, query, headers and body reach an instance, and its answer comes back."""
    answer = client_of(student).request(
        "PUT", "/charges/7", params={"dry": "1"}, headers={"X-Trace": "t-9"}, json={"cents": 250}
    )
    said = answer.json()
    seen = (said["method"], said["path"], said["query"], said["headers"].get("x-trace"))
    assert seen == ("PUT", "/charges/7", "dry=1", "t-9"), explain(
        expected="PUT /charges/7?dry=1 with X-Trace: t-9", happened=f"the instance got {seen}"
    )
    assert said["body"].replace(" ", "") == '{"cents":250}', explain(
        expected="the JSON body", happened=f"the instance got {said['body']!r}"
    )


@pytest.mark.task("call", points=2)
def test_takes_the_instances_in_turn(student, payment):
    """With three healthy instances, any three calls in a row go to three different ones."""
    client = client_of(student)
    order = [client.request("GET", f"/stock/{n}").json()["instance"] for n in range(7)]
    in_turn = all(len(set(order[n : n + 3])) == 3 for n in range(5))
    assert in_turn, explain(
        expected="round robin: each of the three before any one again",
        happened=" → ".join(order),
        why="whoever always takes the first wears that one out while the others idle",
    )


@pytest.mark.task("call", points=2, needs="test_takes_the_instances_in_turn")
def test_goes_on_to_the_next_instance(student, network, payment):
    """When an instance refuses the connection, the next one gets the request, and nobody notices."""
    client = client_of(student)
    network.down("payment-2.test")
    answers = [client.request("GET", "/").json()["instance"] for _ in range(6)]
    assert set(answers) == {"payment-1", "payment-3"}, explain(
        expected="six answers from the two instances that live", happened=" → ".join(answers)
    )
    tried = [e.host for e in network.requests() if e.host != REGISTRY]
    twice = [host for host, after in pairwise(tried) if host == after == "payment-2.test"]
    assert not twice, explain(
        expected="another instance after a failure",
        happened="the same dead instance was tried twice in a row",
        why="what did not answer just now will hardly answer a millisecond later; its neighbour will",
    )


@pytest.mark.task("call", needs="test_goes_on_to_the_next_instance")
def test_a_failing_answer_or_a_broken_connection_is_a_reason_to_go_on(student, registry, network):
    """A GET that meets 502, 503, 504 or a broken connection at one instance is answered by the other."""
    registry.register("users", "users-1", "users-1.test")
    registry.register("users", "users-2", "users-2.test")
    network.serve("users-1.test", lambda request: httpx.Response(int(request.url.path[1:])))
    network.serve("users-2.test", lambda request: httpx.Response(200))
    client = client_of(student, "users")
    for code in (502, 503, 504):
        codes = [client.request("GET", f"/{code}").status_code for _ in range(2)]
        assert codes == [200, 200], explain(
            expected="200 from the instance that works, twice", happened=f"{codes}, while the other one says {code}"
        )
    network.serve("users-1.test", breaks)
    codes = [client.request("GET", "/").status_code for _ in range(2)]
    assert codes == [200, 200], explain(
        expected="200 from the instance that works, twice", happened=f"{codes}, while the other one breaks"
    )


@pytest.mark.task("call", needs="test_a_failing_answer_or_a_broken_connection_is_a_reason_to_go_on")
def test_repeats_every_idempotent_method(student, registry, network):
    """HEAD, OPTIONS, TRACE, PUT and DELETE go on to the next instance as GET does."""
    registry.register("users", "users-1", "users-1.test")
    registry.register("users", "users-2", "users-2.test")
    network.serve("users-1.test", breaks)
    network.serve("users-2.test", lambda request: httpx.Response(200))
    client = client_of(student, "users")
    for method in ("HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"):
        codes = [client.request(method, "/x").status_code for _ in range(2)]
        assert codes == [200, 200], explain(
            expected=f"{method} to be answered by the instance that works", happened=f"{codes}"
        )


@pytest.mark.task("call", needs="test_takes_the_instances_in_turn")
def test_does_not_wait_long_for_an_instance_that_hangs(student, network, payment, clock):
    """After ``timeout`` seconds without an answer, the next instance is asked."""
    client = client_of(student, timeout=1.5)
    network.script("payment-1.test", hang())
    network.script("payment-2.test", hang())
    network.script("payment-3.test", hang())
    with student.raises("NoInstanceError", why="three instances that hang are three that do not answer"):
        client.request("GET", "/")
    assert clock.elapsed <= 5, explain(
        expected="three times 1.5 seconds", happened=f"it took {clock.elapsed:g} seconds"
    )
    before = clock.elapsed
    network.script("payment-1.test", hang())
    answer = client_of(student).request("GET", "/")
    took = clock.elapsed - before
    assert answer.status_code == 200 and took <= 2.5, explain(
        expected="an answer after at most 2 seconds without `timeout`",
        happened=f"status {answer.status_code} after {took:g} seconds",
    )


@pytest.mark.task("call", points=2, needs="test_sends_the_request_as_it_was_given")
def test_tries_each_instance_once_and_then_gives_up(student, registry, network):
    """When no instance can be reached, each has been tried once; then NoInstanceError."""
    launch(registry, network, "stock", 4)
    client = client_of(student, "stock")
    client.request("GET", "/")
    before = len(network.requests())
    for n in range(1, 5):
        network.down(f"stock-{n}.test")
    with student.raises("NoInstanceError", why="the caller has to learn that it gets no answer"):
        client.request("GET", "/")
    tried = sorted(e.host for e in network.requests()[before:] if e.host != REGISTRY)
    assert tried == [f"stock-{n}.test" for n in range(1, 5)], explain(
        expected="one attempt at each of the four instances",
        happened=f"the attempts: {', '.join(tried)}",
        why="retries without end turn a small outage into a large one",
    )


@pytest.mark.task("call", needs="test_sends_the_request_as_it_was_given")
def test_tells_when_there_is_no_healthy_instance(student, payment, clock):
    """A service without a healthy instance is a NoInstanceError."""
    client = client_of(student)
    client.request("GET", "/")
    for instance in payment:
        instance.health = "critical"
    clock.advance(60)
    with student.raises("NoInstanceError", why="there is nobody to send the request to"):
        client.request("GET", "/")


@pytest.mark.task("call", points=2, needs="test_goes_on_to_the_next_instance")
def test_does_not_repeat_what_may_have_been_done(student, registry, network):
    """A POST whose connection broke after it was sent goes to no other instance: httpx.ReadError."""
    instances = launch(registry, network, "cash", 3)
    client = client_of(student, "cash")
    client.request("POST", "/charges", json={"cents": 100})
    for instance in instances:
        network.script(instance.host, reset())
    with student.raises("ReadError", why="the charge may have been made; made again, the customer pays twice"):
        client.request("POST", "/charges", json={"cents": 250})
    charged = sum(len(instance.requests) for instance in instances) - 1
    assert charged == 1, explain(expected="at most one charge", happened=f"{charged} instances got it")


@pytest.mark.task("call", needs="test_does_not_repeat_what_may_have_been_done")
def test_gives_a_post_its_503(student, registry, network):
    """A POST that is answered with 503 is not sent elsewhere: the caller gets the 503."""
    (first, second) = launch(registry, network, "cash", 2)
    for instance in (first, second):
        network.script(instance.host, status(503))
    client = client_of(student, "cash")
    codes = [client.request("POST", "/charges", json={"cents": n}).status_code for n in (1, 2, 3)]
    assert codes == [503, 503, 200], explain(
        expected="503 from each instance, then 200", happened=f"{codes}", why="a 503 may come after half of the work"
    )


@pytest.mark.task("call", needs="test_does_not_repeat_what_may_have_been_done")
def test_repeats_what_never_arrived(student, network, payment):
    """A POST that could not even connect is sent to the next instance: nobody has seen it."""
    client = client_of(student)
    network.down("payment-1.test")
    network.down("payment-3.test")
    answers = [client.request("POST", "/charges").json()["instance"] for _ in range(3)]
    assert answers == ["payment-2"] * 3, explain(
        expected="three answers of the only living instance", happened=" → ".join(answers)
    )


@pytest.mark.task("call", needs="test_takes_the_instances_in_turn")
def test_gives_the_answers_of_an_instance_as_they_are(student, registry, network):
    """404, 409 and 500 are answers: they come back at once and are not asked for again elsewhere."""
    registry.register("users", "users-1", "users-1.test")
    registry.register("users", "users-2", "users-2.test")
    for host in ("users-1.test", "users-2.test"):
        network.serve(host, lambda request: httpx.Response(int(request.url.path[1:])))
    client = client_of(student, "users")
    codes = [client.request("GET", f"/{code}").status_code for code in (404, 409, 500)]
    assert codes == [404, 409, 500], explain(expected="404, 409, 500", happened=f"{codes}")
    asked = len(network.requests()) - lookups(network)
    assert asked == 3, explain(expected="one request for each", happened=f"{asked} requests for three calls")


# ---------------------------------------------------------------------- balance


def through(student, service="payment", **options):
    return student.app(student.load_balancer(service, **options))


@pytest.mark.task("balance", points=2)
def test_passes_a_request_on_and_the_answer_back(student, payment):
    """Method, path, query, headers and body arrive unchanged, and so does the answer on its way back."""
    answer = through(student).post("/charges/jane%20doe?note=a%26b", headers={"X-Trace": "t-4"}, content=b"\x00\xff{}")
    assert answer.status_code == 200, explain(expected="status 200", happened=f"status {answer.status_code}")
    got = next(received for instance in payment for received in instance.requests)
    seen = (got.method, got.path, got.query, got.header("X-Trace"))
    assert seen == ("POST", "/charges/jane doe", "note=a%26b", "t-4"), explain(
        expected="POST /charges/jane%20doe?note=a%26b with X-Trace: t-4", happened=f"the instance got {seen}"
    )
    assert got.body == b"\x00\xff{}", explain(expected="the same bytes", happened=f"the instance got {got.body!r}")
    hosts = {host for i in payment for host in (i.host, f"{i.host}:80")}
    assert got.header("Host") in hosts, explain(
        expected="Host to name the instance", happened=f"it was {got.header('Host')}", try_next="leave it to httpx"
    )
    back = (answer.headers.get("X-Instance"), answer.json()["service"])
    assert back[0] in {i.name for i in payment} and back[1] == "payment", explain(
        expected="the instance's own header X-Instance and its body", happened=f"header and body said {back}"
    )


@pytest.mark.task("balance", needs="test_passes_a_request_on_and_the_answer_back")
def test_passes_every_method_on(student, payment):
    """GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS all reach an instance."""
    balancer = through(student)
    methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
    codes = {method: balancer.request(method, "/a/b").status_code for method in methods}
    arrived = sorted(received.method for instance in payment for received in instance.requests)
    assert arrived == sorted(methods), explain(
        expected="each of the seven methods at an instance", happened=f"{arrived} arrived; the answers were {codes}"
    )


@pytest.mark.task("balance", needs="test_passes_a_request_on_and_the_answer_back")
def test_keeps_no_path_for_itself(student, registry, network):
    """/, /docs and /openapi.json are the service's, not the load balancer's."""
    registry.register("pages", "pages-1", "pages-1.test")
    network.serve("pages-1.test", lambda request: httpx.Response(200, text=f"page {request.url.path}"))
    balancer = through(student, "pages")
    for path in ("/", "/docs", "/openapi.json"):
        text = balancer.get(path).text
        assert text == f"page {path}", explain(
            expected=f"{path} to be answered by the instance",
            happened=f"the answer was {text[:60]!r}",
            try_next="FastAPI(openapi_url=None) has no pages of its own",
        )


@pytest.mark.task("balance", needs="test_passes_a_request_on_and_the_answer_back")
def test_asks_the_registry_that_it_was_given(student, registry, network, payment):
    """With ``registry`` given, instances are looked up there."""
    network.serve("consul.test", registry.app)
    network.down(REGISTRY)
    code = through(student, registry="http://consul.test").get("/").status_code
    assert code == 200, explain(
        expected="200: the registry at consul.test knows three instances", happened=f"status {code}"
    )


@pytest.mark.task("balance", needs="test_passes_a_request_on_and_the_answer_back")
def test_spreads_requests_over_the_instances(student, payment):
    """Nine requests to the load balancer are three for each of three instances."""
    balancer = through(student)
    for n in range(9):
        balancer.get(f"/stock/{n}")
    share = [len(instance.requests) for instance in payment]
    assert share == [3, 3, 3], explain(expected="three requests each", happened=f"{share}")


@pytest.mark.task("balance", needs="test_passes_a_request_on_and_the_answer_back")
def test_gives_every_status_back_as_it_is(student, registry, network):
    """Created, moved, missing or broken: the load balancer follows no redirect and judges no answer."""
    registry.register("users", "users-1", "users-1.test")
    elsewhere = {"Location": "http://users-1.test/200"}
    network.serve("users-1.test", lambda r: httpx.Response(int(r.url.path[1:]), headers=elsewhere))
    balancer = through(student, "users")
    wanted = [201, 204, 302, 404, 409, 500]
    codes = [balancer.get(f"/{code}").status_code for code in wanted]
    assert codes == wanted, explain(expected=f"{wanted}", happened=f"{codes}")


@pytest.mark.task("balance", points=2, needs="test_passes_a_request_on_and_the_answer_back")
def test_keeps_hop_by_hop_headers_of_the_request_to_itself(student, payment):
    """Connection, what it names, and the other hop-by-hop fields do not reach the instance."""
    hop = {"Keep-Alive": "timeout=5", "TE": "trailers", "Upgrade": "h2c", "Proxy-Connection": "keep-alive"}
    hop["Transfer-Encoding"] = "chunked"
    balancer = through(student)
    balancer.post("/", headers={**hop, "Connection": "close, X-Hop", "X-Hop": "1", "X-End": "2"}, content=b"5")
    got = next(received for instance in payment for received in instance.requests)
    passed = [name for name in [*hop, "X-Hop"] if got.header(name) is not None]
    passed += ["Connection: X-Hop"] if "x-hop" in (got.header("Connection") or "").lower() else []
    assert not passed, explain(
        expected="no field that is meant for one connection only",
        happened=f"forwarded: {', '.join(passed)}",
        why="they are about the connection to you; on the one to the instance they do harm",
        try_next="RFC 9110 section 7.6.1",
    )
    assert got.header("X-End") == "2", explain(expected="X-End: 2 to arrive", happened="it did not")


@pytest.mark.task("balance", points=2, needs="test_passes_a_request_on_and_the_answer_back")
def test_keeps_hop_by_hop_headers_of_the_answer_to_itself(student, registry, network):
    """The instance's Connection, what it names, and Keep-Alive don't reach the caller; every cookie does."""
    fields = [("Connection", "X-Hop"), ("X-Hop", "1"), ("Keep-Alive", "timeout=5"), ("Transfer-Encoding", "chunked")]
    cookies = [("X-End", "2"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")]
    registry.register("users", "users-1", "users-1.test")
    network.serve("users-1.test", lambda request: httpx.Response(200, headers=[*fields, *cookies], text="hi"))
    answer = through(student, "users").get("/")
    passed = [name for name in ("X-Hop", "Keep-Alive", "Transfer-Encoding") if name in answer.headers]
    passed += ["Connection: X-Hop"] if "x-hop" in answer.headers.get("Connection", "").lower() else []
    assert not passed, explain(
        expected="no field that is meant for one connection only",
        happened=f"passed back: {', '.join(passed)}",
    )
    kept = (answer.headers.get("X-End"), answer.headers.get_list("Set-Cookie"))
    assert kept == ("2", ["a=1", "b=2"]), explain(
        expected="X-End and both cookies, each in a field of its own", happened=f"X-End and cookies: {kept}"
    )


@pytest.mark.task("balance", needs="test_passes_a_request_on_and_the_answer_back")
def test_a_compressed_answer_can_still_be_read(student, registry, network):
    """What the instance compressed, the caller can read."""
    text = "paid " * 200
    packed = {"Content-Encoding": "gzip", "Content-Type": "text/plain"}
    registry.register("users", "users-1", "users-1.test")
    network.serve("users-1.test", lambda r: httpx.Response(200, headers=packed, content=gzip.compress(text.encode())))
    try:
        answer = through(student, "users").get("/")
        got, lengths = answer.text, answer.headers.get_list("Content-Length")
        real = len(gzip.compress(text.encode()) if "Content-Encoding" in answer.headers else text)
    except httpx.DecodingError:
        got, lengths, real = "something that is not in the coding that it claims", [], 0
    assert got == text, explain(
        expected="the text that the instance compressed",
        happened=f"the caller got {got[:60]!r}",
        try_next="httpx has unpacked the body: does Content-Encoding still tell the truth?",
    )
    assert set(lengths) <= {str(real)}, explain(
        expected=f"no Content-Length, or the true one, {real}", happened=f"Content-Length: {', '.join(lengths)}"
    )


@pytest.mark.task("balance", points=2, needs="test_spreads_requests_over_the_instances")
def test_nobody_notices_one_dead_instance(student, network, payment):
    """While one instance is dead but still listed, every GET is answered by another one."""
    balancer = through(student)
    network.down("payment-3.test")
    codes = [balancer.get("/").status_code for _ in range(6)]
    assert codes == [200] * 6, explain(expected="six times 200", happened=f"{codes}")


@pytest.mark.task("balance", points=2, needs="test_passes_a_request_on_and_the_answer_back")
def test_no_healthy_instance_is_503(student, payment, clock):
    """Without a healthy instance the load balancer answers 503 Service Unavailable."""
    quick, usual = through(student, max_age=5), through(student)
    quick.get("/")
    usual.get("/")
    for instance in payment:
        instance.health = "critical"
    asked = sum(len(instance.requests) for instance in payment)
    clock.advance(5.5)
    codes = [quick.get("/").status_code, through(student, "nobody").get("/").status_code]
    clock.advance(5)
    codes.append(usual.get("/").status_code)
    assert codes == [503, 503, 503], explain(
        expected="503 when all are critical, 503 for a service without any instance",
        happened=f"{codes}",
        why="503 says: not your fault, come back later. 500 says that the load balancer is broken",
    )
    more = sum(len(instance.requests) for instance in payment) - asked
    assert more == 0, explain(
        expected="no request to an instance known to be critical, once the list is older than max_age",
        happened=f"{more} requests",
    )


@pytest.mark.task("balance", needs="test_no_healthy_instance_is_503")
def test_a_load_balancer_outlives_the_registry(student, network, payment, clock):
    """With the registry down it goes on with the instances it knows; if it knows none, 503."""
    balancer = through(student, max_age=5)
    balancer.get("/")
    network.down(REGISTRY)
    clock.advance(6)
    codes = [balancer.get("/").status_code, through(student).get("/").status_code]
    assert codes == [200, 503], explain(
        expected="200 from the one that knows instances, 503 from a new one", happened=f"{codes}"
    )


@pytest.mark.task("balance", points=2, needs="test_passes_a_request_on_and_the_answer_back")
def test_a_post_that_broke_is_502_or_504(student, registry, network, clock):
    """A POST whose connection breaks is 502, one without an answer in time is 504; neither is repeated."""
    troubles = {"/reset": ConnectionResetError, "/hang": TimeoutError}
    got = []

    def till(request):
        got.append(request.url.path)
        if request.url.path in troubles:
            raise troubles[request.url.path]
        return httpx.Response(201)

    for n in (1, 2):
        registry.register("cash", f"cash-{n}", f"cash-{n}.test")
        network.serve(f"cash-{n}.test", till)
    balancer = through(student, "cash", timeout=1.5)
    codes = [balancer.post(path, content=b"5").status_code for path in ("/fine", "/reset", "/hang")]
    assert codes == [201, 502, 504], explain(
        expected="201, then 502 for the broken connection, 504 for the answer that never came", happened=f"{codes}"
    )
    assert got == ["/fine", "/reset", "/hang"], explain(
        expected="each request to arrive once",
        happened=f"the instances got {got}",
        why="what may have been done is not done again; the caller decides",
    )
    short = clock.elapsed
    through(student, "cash").post("/hang", content=b"5")
    usual = clock.elapsed - short
    assert short <= 1.9 and usual <= 2.5, explain(
        expected="504 after 1.5 seconds with timeout=1.5, after 2 seconds without",
        happened=f"after {short:g} and {usual:g} seconds",
    )


@pytest.mark.task("balance", needs="test_spreads_requests_over_the_instances")
def test_a_slow_instance_holds_up_its_own_caller_only(student, network, payment, clock):
    """Three requests at once, each answered after a second, take one second together."""
    balancer = through(student)
    balancer.get("/")
    for instance in payment:
        network.latency(instance.host, 1.0)
    before = clock.elapsed
    answers = student.together(*[balancer.build_request("GET", f"/{n}") for n in range(3)])
    took = clock.elapsed - before
    assert [a.status_code for a in answers] == [200] * 3, explain(
        expected="three answers", happened=f"{[a.status_code for a in answers]}"
    )
    assert took < 1.5, explain(
        expected="about one second for all three",
        happened=f"{took:g} seconds: one waits for the other",
        try_next="a blocking call inside `async def` stops the whole event loop",
    )


# ---------------------------------------------------------------------- follow


def empty(change):
    return change == {"added": [], "removed": []}


@pytest.mark.task("follow")
def test_the_first_poll_tells_who_is_there(student, payment, clock):
    """Before the first poll nothing is known; it answers at once, with every healthy instance as added."""
    payment[2].health = "critical"
    watcher = student.Watcher("payment")
    before = watcher.instances()
    change = watcher.poll()
    wanted = urls("payment-1.test", "payment-2.test")
    assert (before, sorted(change["added"]), change["removed"]) == ([], wanted, []), explain(
        expected=f"nothing at first, then {wanted} added", happened=f"{before} at first, then {change}"
    )
    assert sorted(watcher.instances()) == wanted, explain(
        expected="the same from instances()", happened=f"{watcher.instances()}"
    )
    nobody = student.Watcher("nobody").poll()
    assert empty(nobody), explain(expected="nothing about a service that nobody offers", happened=f"{nobody}")
    assert clock.elapsed < 1, explain(expected="answers at once", happened=f"after {clock.elapsed:g} seconds")


@pytest.mark.task("follow", points=2, needs="test_the_first_poll_tells_who_is_there")
def test_a_poll_tells_what_has_changed(student, registry, payment, clock):
    """An instance that came and one that turned critical since the last poll are told at once."""
    watcher = student.Watcher("payment", wait=20)
    watcher.poll()
    registry.register("payment", "payment-4", "10.3.0.4", 9000)
    payment[0].health = "critical"
    change = watcher.poll()
    assert change == {"added": ["http://10.3.0.4:9000"], "removed": urls("payment-1.test")}, explain(
        expected="payment-4 added, payment-1 removed", happened=f"{change}"
    )
    known = sorted(watcher.instances())
    assert known == ["http://10.3.0.4:9000", *urls("payment-2.test", "payment-3.test")], explain(
        expected="the three that are healthy now", happened=f"{known}"
    )
    assert clock.elapsed < 1, explain(expected="no waiting", happened=f"{clock.elapsed:g} seconds passed")


@pytest.mark.task("follow", points=2, needs="test_the_first_poll_tells_who_is_there")
def test_a_poll_waits_at_the_registry_when_nothing_changes(student, network, payment, clock):
    """When nothing changes, each poll is one request that waits at the registry for ``wait`` seconds."""
    watcher = student.Watcher("payment", wait=45)
    watcher.poll()
    before, asked = clock.elapsed, lookups(network)
    changes = [watcher.poll(), watcher.poll()]
    took, asked = clock.elapsed - before, lookups(network) - asked
    assert all(empty(change) for change in changes), explain(expected="nothing new", happened=f"{changes}")
    assert 88 <= took <= 96 and asked == 2, explain(
        expected="two polls of one request and 45 seconds each",
        happened=f"{asked} requests, {took:g} seconds",
        why="asking often loads the registry, asking seldom learns late; a blocking query does neither",
        try_next="index and wait in the query, and a timeout that is longer than the wait",
    )
    usual = student.Watcher("payment")
    usual.poll()
    before = clock.elapsed
    usual.poll()
    took = clock.elapsed - before
    assert 29 <= took <= 30.9, explain(expected="a wait of 30 seconds without `wait`", happened=f"{took:g} seconds")


@pytest.mark.task("follow", needs="test_a_poll_waits_at_the_registry_when_nothing_changes")
def test_hears_of_a_change_while_it_waits(student, registry, payment, clock):
    """An instance whose TTL runs out during the wait is told when it happens, not at the end of the wait."""
    registry.register("payment", "payment-9", "10.3.0.9", 80, ttl=12)
    watcher = student.Watcher("payment", wait=60)
    watcher.poll()
    change = watcher.poll()
    assert change == {"added": [], "removed": ["http://10.3.0.9:80"]}, explain(
        expected="payment-9 removed", happened=f"{change}"
    )
    assert 11 <= clock.elapsed <= 14, explain(
        expected="to hear of it after 12 seconds", happened=f"after {clock.elapsed:g}"
    )


@pytest.mark.task("follow", needs="test_a_poll_tells_what_has_changed")
def test_starts_over_when_the_index_goes_back(student, registry, network, payment, clock):
    """After a restart the registry counts from the beginning; changes are still told at once."""
    watcher = student.Watcher("payment", wait=10)
    watcher.poll()
    registry.restart()
    launch(registry, network, "payment", 2)
    watcher.poll()
    before = clock.elapsed
    registry.register("payment", "payment-7", "10.3.0.7", 80)
    watcher.poll()
    known, took = sorted(watcher.instances()), clock.elapsed - before
    assert known == ["http://10.3.0.7:80", *urls("payment-1.test", "payment-2.test")], explain(
        expected="the instances that are registered now", happened=f"{known}"
    )
    assert took < 1, explain(
        expected="to hear of the new instance at once",
        happened=f"after {took:g} seconds: the old, higher index was sent along",
        why="who waits for an index that comes again only in weeks is deaf until then",
    )


@pytest.mark.task("follow", points=2, needs="test_a_poll_tells_what_has_changed")
def test_keeps_what_it_knows_during_an_outage(student, registry, network, payment, clock):
    """When the registry fails, poll() pauses for a second, keeps the list and tells nothing new."""
    watcher = student.Watcher("payment", wait=10)
    watcher.poll()
    network.down(REGISTRY)
    before = clock.elapsed
    changes = [watcher.poll(), watcher.poll()]
    network.up(REGISTRY)
    network.script(REGISTRY, status(500))
    changes.append(watcher.poll())
    paused = clock.elapsed - before
    assert all(empty(change) for change in changes), explain(expected="nothing new, three times", happened=f"{changes}")
    assert len(watcher.instances()) == 3, explain(
        expected="the three instances known before", happened=f"{watcher.instances()}"
    )
    assert 3 <= paused <= 6, explain(
        expected="a pause of a second after each of three failures",
        happened=f"{paused:g} seconds in all",
        why="a loop without a pause hits the registry thousands of times while it tries to get up",
    )
    payment[1].health = "critical"
    change = watcher.poll()
    assert change["removed"] == urls("payment-2.test"), explain(
        expected="payment-2 removed, now that the registry is back", happened=f"{change}"
    )


@pytest.mark.task("follow", needs="test_the_first_poll_tells_who_is_there")
def test_knowing_the_instances_costs_nothing(student, network, payment):
    """instances() of a watcher never goes over the network."""
    watcher = student.Watcher("payment")
    watcher.poll()
    asked = len(network.requests())
    student.together(*[partial(watcher.instances) for _ in range(5)])
    more = len(network.requests()) - asked
    assert more == 0, explain(expected="no request", happened=f"{more} requests")
