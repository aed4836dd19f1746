"""Task call: call a service, whichever instance answers."""

from itertools import product

import httpx
import pytest

from grader.suite import delay, explain, hang, refuse, status

from . import lesson
from .support import (
    CONNECTION,
    REGISTRY,
    answers,
    attempts,
    breaks,
    client_of,
    expect,
    garbles,
    handle,
    hangs,
    launch,
    outcome,
    payment,
    refuses,
    well,
)

ANSWERED = "test_an_instance_answers"
IN_TURN = "test_takes_the_instances_in_turn"
NEXT = "test_goes_on_to_the_next_instance[connection]"
BROKEN = {"ReadError": breaks, "ReadTimeout": hangs, "RemoteProtocolError": garbles}
FAULTS = {"connection": CONNECTION, "status": {f"answers {code}": status(code) for code in (502, 503, 504)}}
FAILING = {
    "connection": {"refuse": refuses, "break": breaks, "hang": hangs, "speak no HTTP": garbles},
    "status": {f"answer {code}": answers(code) for code in (502, 503, 504)},
}
IDEMPOTENT = ("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE")
OPTIONS = {"params": {"dry": "1"}, "headers": {"X-Trace": "t-9"}, "json": {"cents": 250}, "content": b"two"}


@pytest.mark.task("call", spec="sends one request and returns the `httpx.Response`")
def test_an_instance_answers(student, payment):
    """A GET is answered by an instance of the service, and the response comes back."""
    answer = client_of(student).request("GET", "/")
    expect("the status, and the service that answers", (200, "payment"), (answer.status_code, answer.json()["service"]))


@pytest.mark.task("call", points=0.5, needs=ANSWERED, spec=lesson.PATH)
def test_sends_method_and_path_as_they_are(student, network, payment):
    """The method arrives as given, the path in its encoded form and with its query."""
    client = client_of(student)
    for method, path in (("GET", "/a%2Fb/c%20d"), ("PUT", "/charges/7?dry=1&note=a%26b"), ("DELETE", "/")):
        client.request(method, path)
        sent = network.requests()[-1].request
        seen = f"{sent.method} {sent.url.raw_path.decode()}"
        assert seen == f"{method} {path}", explain(f"{method} {path}", f"the instance got {seen}")


@pytest.mark.task(
    "call",
    points=0.5,
    needs=ANSWERED,
    spec="`options` (`params`, `headers`, `json`, `content`) go to httpx as they are.",
)
def test_hands_the_options_to_httpx(student, payment):
    """params, headers, json and content reach the instance."""
    client = client_of(student)
    said = {name: client.request("PUT", "/", **{name: value}).json() for name, value in OPTIONS.items()}
    seen = {
        "params": said["params"]["query"],
        "headers": said["headers"]["headers"].get("x-trace"),
        "json": said["json"]["body"].replace(" ", ""),
        "content": said["content"]["body"],
    }
    for name, wanted in {"params": "dry=1", "headers": "t-9", "json": '{"cents":250}', "content": "two"}.items():
        assert seen[name] == wanted, explain(f"{wanted} by the option {name}", f"the instance got {seen[name]!r}")


@pytest.mark.task(
    "call", points=0.5, needs=ANSWERED, spec=("calls a service over the instances of a `Directory`", lesson.PORT)
)
def test_calls_an_instance_at_its_port(student, registry, network):
    """A request goes to the port that the instance was registered with."""
    registry.register("stock", "stock-1", "stock-1.test", 8080)
    network.serve("stock-1.test", well)
    code = outcome(client_of(student, "stock").request, "GET", "/")
    expect("the status, and the port that was asked", (200, 8080), (code, network.requests()[-1].request.url.port))


@pytest.mark.task("call", needs=ANSWERED, spec=lesson.TURN)
def test_takes_the_instances_in_turn(student, registry, network):
    """With three healthy instances, any three calls in a row go to three different ones; so it is with two and four."""
    for service, count in {"payment": 3, "orders": 2, "stock": 4}.items():
        launch(registry, network, service, count)
        client = client_of(student, service)
        order = [client.request("GET", f"/stock/{n}").json()["instance"] for n in range(7)]
        assert all(len(set(order[n : n + count])) == count for n in range(8 - count)), explain(
            tried=f"a service of {count} instances",
            expected="round robin: each of them before any one again",
            happened=" → ".join(order),
            why="whoever always takes the first wears that one out while the others idle",
        )


@pytest.mark.task("call", needs=IN_TURN, spec=(lesson.NEXT_ONE, lesson.NOT_SENT, lesson.BROKE_OFF, lesson.GATEWAY))
@pytest.mark.parametrize("kind", FAULTS)
def test_goes_on_to_the_next_instance(student, network, payment, kind):
    """When a GET fails at an instance, another one answers it, however it failed."""
    client = client_of(student)
    for name, fault in FAULTS[kind].items():
        for host in ("payment-1.test", "payment-2.test", "payment-3.test"):
            network.script(host, fault)
            codes = [outcome(client.request, "GET", "/") for _ in range(3)]
            expect(f"the status of three GETs where {host} {name}", [200] * 3, codes)


@pytest.mark.task("call", needs=NEXT, spec=lesson.IDEMPOTENT)
def test_repeats_every_idempotent_method(student, registry, network):
    """GET, HEAD, OPTIONS, TRACE, PUT and DELETE go on to the next instance, in capitals or not."""
    handle(registry, network, "users", well, well)
    client = client_of(student, "users")
    for name, failing in {"breaks": breaks, "answers 503": answers(503)}.items():
        network.serve("users-1.test", failing)
        for method in (*IDEMPOTENT, "get", "put"):
            codes = [outcome(client.request, method, "/x") for _ in range(2)]
            assert codes == [200, 200], explain(
                f"{method} to be answered by the instance that works, twice", f"{codes}, while the other one {name}"
            )


@pytest.mark.task("call", points=2, needs=ANSWERED, spec=lesson.HTTPX_S_OWN)
def test_does_not_repeat_what_may_have_been_done(student, registry, network):
    """A POST or PATCH, in capitals or not, that broke once sent goes nowhere else: httpx's exception goes out."""
    handle(registry, network, "cash", well, well, well)
    client = client_of(student, "cash")
    expect("the status of a POST while all is well", 200, outcome(client.request, "POST", "/charges"))
    why = "what it does may be done; done again, the customer pays twice"
    for method, (error, failing) in product(("POST", "PATCH", "post"), BROKEN.items()):
        handle(registry, network, "cash", failing, failing, failing)
        since = len(network.requests())
        with student.raises(error, why=why, tried=f"the method {method}"):
            client.request(method, "/charges")
        expect(f"attempts of a {method} that ends in {error}", 1, len(attempts(network, since)))


@pytest.mark.task("call", needs=ANSWERED, spec=lesson.RETURNED)
def test_gives_back_an_error_that_is_no_reason_to_repeat(student, registry, network):
    """A POST or PATCH that is answered with 502, 503 or 504 is not sent elsewhere: the caller gets the answer."""
    client = client_of(student, "cash")
    for method, wanted in product(("POST", "PATCH"), (502, 503, 504)):
        handle(registry, network, "cash", *[answers(wanted)] * 3)
        since = len(network.requests())
        seen = outcome(client.request, method, "/charges"), len(attempts(network, since))
        expect(f"status and attempts of a {method}", (wanted, 1), seen, why="it may come after half of the work")


@pytest.mark.task("call", needs=IN_TURN, spec=lesson.NOT_SENT)
def test_repeats_what_never_arrived(student, network, payment):
    """A POST or PATCH that could not even connect is sent to the next instance: nobody has seen it."""
    client = client_of(student)
    faults = {"refuses": refuse(), "lets nobody connect": hang(connecting=True)}
    for method, (name, fault), instance in product(("POST", "PATCH"), faults.items(), payment):
        network.script(instance.host, fault)
        codes = [outcome(client.request, method, "/charges") for _ in range(3)]
        expect(f"the status of three {method}s where {instance.host} {name}", [200] * 3, codes)


@pytest.mark.task("call", points=0.5, needs=NEXT, spec=(lesson.HOWEVER_MANY, lesson.BROKE_OFF))
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_each_failure_of_a_call_is_looked_at(student, registry, network, method):
    """In one call a GET goes on after every kind of failure; a POST goes on until it may have arrived."""
    tried = []

    def moody(request):
        tried.append(request.url.host)
        return [refuses, refuses, breaks, answers(503), well][len(tried) - 1](request)

    handle(registry, network, "moody", *[moody] * 5)
    result = outcome(client_of(student, "moody").request, method, "/")
    seen = (result if method == "GET" else str(result).partition(":")[0], len(tried), len(set(tried)))
    assert seen == {"GET": (200, 5, 5), "POST": ("ReadError", 3, 3)}[method], explain(
        "two refusals, a connection that breaks, a 503 and a 200: 200 for a GET, ReadError at the third for a POST",
        f"{method} gave {result} after {', '.join(tried)}",
    )


@pytest.mark.task("call", points=0.5, needs=ANSWERED, spec=(lesson.TWICE, lesson.NOBODY))
@pytest.mark.parametrize("kind", FAILING)
def test_tries_each_instance_once_and_then_gives_up(student, registry, network, kind):
    """When every instance fails, each has been tried once; then NoInstanceError."""
    client = client_of(student, "stock")
    for name, failing in FAILING[kind].items():
        handle(registry, network, "stock", *[failing] * 4)
        since = len(network.requests())
        with student.raises("NoInstanceError", why="nobody has answered", tried=f"all four instances {name}"):
            client.request("GET", "/")
        tried = sorted(attempts(network, since))
        assert tried == [f"stock-{n}.test" for n in range(1, 5)], explain(
            expected=f"one attempt at each of the four instances, which all {name}",
            happened=f"the attempts: {', '.join(tried)}",
            why="retries without end turn a small outage into a large one",
        )


@pytest.mark.task("call", points=0.5, needs=ANSWERED, spec=lesson.NOBODY)
def test_tells_when_there_is_no_instance(student, registry, payment, clock):
    """A service without a healthy instance is a NoInstanceError."""
    client = client_of(student)
    client.request("GET", "/")
    for instance in payment:
        registry.deregister(instance.name)
    clock.advance(60)
    with student.raises("NoInstanceError", why="there is nobody to send the request to"):
        client.request("GET", "/")


@pytest.mark.task("call", points=0.5, needs=ANSWERED, spec="What the directory raises goes out as it is.")
def test_lets_out_what_the_directory_raises(student, network, payment, clock):
    """Without any list of instances, the directory's RegistryError goes out; later calls are answered."""
    client = client_of(student)
    network.script(REGISTRY, refuse())
    with student.raises("RegistryError", why="whether there are instances is not known"):
        client.request("GET", "/")
    clock.advance(11)
    code = outcome(client.request, "GET", "/")
    assert code == 200, explain("200 once the registry is back", f"{code}")


@pytest.mark.task("call", points=0.5, needs=ANSWERED, spec=(lesson.CLIENT, lesson.ATTEMPT))
@pytest.mark.parametrize("given", [{}, {"timeout": 8}], ids=["default", "8"])
def test_an_attempt_may_take_timeout_seconds(student, registry, network, clock, given):
    """An answer within `timeout` seconds is in time; after that the attempt has failed."""
    handle(registry, network, "solo", well)
    client, limit = client_of(student, "solo", **given), given.get("timeout", 2)
    network.script("solo-1.test", delay(limit - 0.2))
    code = outcome(client.request, "GET", "/")
    assert code == 200, explain(f"the answer that takes {limit - 0.2:g} of {limit} seconds", f"{code}")
    network.script("solo-1.test", hang())
    before = clock.elapsed
    with student.raises("NoInstanceError", why=f"the only instance did not answer within {limit} seconds"):
        client.request("GET", "/")
    took = clock.elapsed - before
    assert took <= limit + 0.3, explain(f"to give up after {limit} seconds", f"it took {took:g} seconds")


@pytest.mark.task(
    "call", needs=ANSWERED, spec="any other answer, 302, 404 and 500 among them | never: it is returned as it is"
)
def test_gives_the_answers_of_an_instance_as_they_are(student, registry, network):
    """302, 404, 500 and the like are answers: they come back at once and are not asked for again elsewhere."""
    handle(registry, network, "users", *[lambda request: httpx.Response(int(request.url.path[1:]))] * 2)
    client, wanted = client_of(student, "users"), [204, 302, 400, 401, 403, 404, 409, 429, 500, 501, 505]
    codes = [outcome(client.request, "GET", f"/{code}") for code in wanted]
    assert codes == wanted, explain(f"{wanted}", f"{codes}")
    asked = len(attempts(network))
    assert asked == len(wanted), explain("one request for each", f"{asked} requests for {len(wanted)} calls")


@pytest.mark.task(
    "call",
    points=0.5,
    needs=NEXT,
    spec="As long as all of three instances are well, any three calls in a row go to three different ones.",
)
def test_comes_back_to_an_instance_that_is_well_again(student, network, payment):
    """An instance that failed takes its turn again in later calls."""
    client = client_of(student)
    network.down("payment-2.test")
    outages = {client.request("GET", "/").json()["instance"] for _ in range(3)}
    network.up("payment-2.test")
    later = {client.request("GET", "/").json()["instance"] for _ in range(3)}
    assert (len(outages), len(later)) == (2, 3), explain(
        "two instances while payment-2 is away, all three once it is back", f"{sorted(outages)}, then {sorted(later)}"
    )
