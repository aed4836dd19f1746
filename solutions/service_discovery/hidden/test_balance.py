"""Task balance: a load balancer that passes requests on, and answers back."""

from itertools import product

import httpx
import pytest

from grader.suite import delay, explain, hang, refuse

from . import lesson
from .support import ALL_FAILURES, REGISTRY, attempts, expect, handle, launch, payment, received, through, well
from .traffic import FAILING, MOVED, PACK, PATHS, QUERIES, UNREPEATED, answering, hop_by_hop, passed

PASSED_ON = "test_a_request_is_answered_by_an_instance"
SPREAD = "test_spreads_requests_over_the_instances"


@pytest.mark.task("balance", spec=lesson.ALL_METHODS)
def test_a_request_is_answered_by_an_instance(student, payment):
    """A request to the load balancer of a service is answered by an instance of that service."""
    answer = through(student).get("/charges")
    expect("the status", 200, answer.status_code)
    expect("the service whose instance answers", "payment", answer.json()["service"])


@pytest.mark.task("balance", points=0.5, needs=PASSED_ON, spec=lesson.APART)
def test_two_load_balancers_do_not_mix(student, registry, network, payment):
    """Two load balancers serve two services, each its own."""
    launch(registry, network, "orders", 1)
    one, other = through(student), through(student, "orders")
    for balancer, service in ((one, "payment"), (other, "orders"), (one, "payment")):
        expect("the service that answers", service, balancer.get("/pay").json()["service"])


@pytest.mark.task("balance", points=0.5, needs=PASSED_ON, spec=lesson.ALL_METHODS)
def test_passes_every_method_on(student, network, payment):
    """GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS all reach an instance."""
    balancer = through(student)
    for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        seen = balancer.request(method, "/a/b").status_code, received(network).method
        expect(f"the status of {method}, and the method at the instance", (200, method), seen)


@pytest.mark.task("balance", points=0.5, needs=PASSED_ON, spec=lesson.AS_THEY_WERE)
@pytest.mark.parametrize("targets", [PATHS, QUERIES], ids=["path", "query"])
def test_passes_path_and_query_on_as_they_were_sent(student, network, payment, targets):
    """Path and query arrive in the encoded form in which they were sent."""
    balancer, try_next = through(student), "raw_path and query_string in the scope of ASGI"
    for target in targets:
        balancer.get(target)
        expect("the target at the instance", target, received(network).url.raw_path.decode(), try_next=try_next)


@pytest.mark.task("balance", needs=PASSED_ON, spec=lesson.FIELDS)
def test_passes_header_fields_on(student, network, payment):
    """The caller's header fields arrive with their values, one that comes twice with both."""
    fields = {"Authorization": "Bearer t", "Cookie": "a=1; b=2", "X-Trace": "t-4", "Content-Type": "text/csv"}
    fields |= {"User-Agent": "till/3", "Accept": "text/csv", "Accept-Encoding": "identity", "Content-Encoding": "gzip"}
    through(student).post("/pay", headers=[*fields.items(), ("X-Tag", "a"), ("X-Tag", "b")], content=PACK["gzip"](b"5"))
    for name, wanted in {**fields, "X-Tag": "a, b"}.items():
        expect(f"{name} at the instance", wanted, received(network).headers.get(name))


@pytest.mark.task("balance", points=0.5, needs=PASSED_ON, spec="`Host` names the instance")
def test_host_names_the_instance(student, registry, network):
    """Host is the instance's, not the load balancer's."""
    registry.register("users", "users-1", "users-1.test", 8080)
    network.serve("users-1.test", well)
    through(student, "users").get("/pay")
    host = received(network).headers.get_list("Host")
    expect("Host at the instance, once", ["users-1.test:8080"], host, try_next="leave it to httpx")


@pytest.mark.task("balance", points=0.5, needs=PASSED_ON, spec=("the body byte by byte", lesson.LENGTH))
def test_passes_a_body_on_byte_by_byte(student, network, payment):
    """The body of a request arrives as it is, whatever its bytes and its length, with the true Content-Length."""
    balancer = through(student)
    for body in (b"\x00\xff\r\n{}", b"", bytes(range(256)) * 400):
        balancer.put("/pay", content=body)
        got = received(network)
        expect(f"the {len(body)} bytes sent to arrive as they are", True, got.content == body)
        expect("no Content-Length but the true", True, set(got.headers.get_list("Content-Length")) <= {str(len(body))})


@pytest.mark.task("balance", needs=PASSED_ON, spec=lesson.WAY_BACK)
def test_passes_the_answer_back(student, registry, network):
    """Header fields and body of the answer come back as they are, a field that comes twice with both values."""
    body = b"\x00\xff\r\n" + bytes(range(256)) * 40
    fields = {"Content-Type": "image/png", "ETag": '"7"', "X-Instance": "users-1", "Cache-Control": "no-store"}
    answering(registry, network, *fields.items(), ("Link", "</a>"), ("Link", "</b>"), content=body)
    answer = through(student, "users").get("/pay")
    for name, wanted in {**fields, "Link": "</a>, </b>"}.items():
        expect(f"{name} of the answer at the caller", wanted, answer.headers.get(name))
    expect(f"its {len(body)} bytes to come back as they are", True, answer.content == body)


@pytest.mark.task("balance", points=0.5, needs=PASSED_ON, spec=lesson.COOKIES)
def test_each_cookie_comes_back_in_a_field_of_its_own(student, registry, network):
    """Two Set-Cookie fields of an answer come back as two."""
    cookies = ["a=1", "b=2; Path=/"]
    answering(registry, network, *[("Set-Cookie", cookie) for cookie in cookies])
    expect("the cookies", cookies, through(student, "users").get("/pay").headers.get_list("Set-Cookie"))


@pytest.mark.task("balance", needs=PASSED_ON, spec=lesson.STRANGERS)
def test_sends_no_cookie_of_another_caller(student, registry, network):
    """A cookie that was set for one caller does not go out with the request of another."""
    answering(registry, network, ("Set-Cookie", "session=jane; Path=/"))
    app = student.load_balancer("users")
    jane, stranger = student.app(app), student.app(app)
    expect("Jane's status", 200, jane.get("/login").status_code)
    stranger.get("/me")
    sent = received(network).headers.get("Cookie")
    why, try_next = "the next caller is logged in as Jane", "an httpx.Client keeps cookies unless it is told not to"
    expect("the Cookie at the instance, of a caller who sent none", None, sent, why, try_next)


@pytest.mark.task("balance", needs=PASSED_ON, spec=(lesson.WAY_BACK, "A redirect is passed back, not followed."))
def test_gives_every_status_back_as_it_is(student, registry, network):
    """Created, moved, missing or broken: the load balancer follows no redirect and judges no answer."""
    handle(registry, network, "users", lambda r: httpx.Response(int(r.url.path[1:]), headers=MOVED))
    balancer = through(student, "users")
    for code in (201, 204, 301, 302, 303, 304, 307, 308, 400, 401, 404, 409, 429, 500, 501):
        answer = balancer.get(f"/{code}")
        seen = (answer.status_code, answer.headers.get("Location"))
        expect("the instance's status, and its Location", (code, MOVED["Location"]), seen)


@pytest.mark.task("balance", points=0.5, needs=PASSED_ON, spec="`/docs`, `/redoc` and `/openapi.json` as well")
def test_keeps_no_path_for_itself(student, registry, network):
    """/, /docs, /redoc and /openapi.json are the service's, not the load balancer's."""
    handle(registry, network, "pages", lambda request: httpx.Response(200, text=f"page {request.url.path}"))
    balancer, try_next = through(student, "pages"), "FastAPI(openapi_url=None) has no pages of its own"
    for path in ("/", "/docs", "/redoc", "/openapi.json", "/docs/oauth2-redirect"):
        expect("the instance's answer", f"page {path}", balancer.get(path).text[:60], try_next=try_next)


@pytest.mark.task("balance", points=0.5, needs=PASSED_ON, spec=lesson.HOP_BY_HOP)
@pytest.mark.parametrize("kind", ["known", "named"])
def test_keeps_hop_by_hop_fields_of_the_request_to_itself(student, network, payment, kind):
    """The hop-by-hop fields, and all that Connection names, do not reach the instance; others do."""
    through(student).post("/pay", headers=[*hop_by_hop(kind), ("X-End", "2")], content=b"5")
    why, try_next = "on the connection to the instance they do harm", "RFC 9110 section 7.6.1"
    expect("fields about the caller's connection", [], passed(kind, received(network).headers), why, try_next)


@pytest.mark.task("balance", points=0.5, needs=PASSED_ON, spec=lesson.HOP_BY_HOP)
@pytest.mark.parametrize("kind", ["known", "named"])
def test_keeps_hop_by_hop_fields_of_the_answer_to_itself(student, registry, network, kind):
    """The instance's hop-by-hop fields, and all that its Connection names, do not reach the caller; others do."""
    answering(registry, network, *hop_by_hop(kind), ("X-End", "2"))
    answer = through(student, "users").get("/pay")
    expect("fields about the instance's connection", [], passed(kind, answer.headers))


@pytest.mark.task("balance", points=0.5, needs=PASSED_ON, spec=(lesson.READABLE, lesson.UNPACKED))
@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_compressed_answer_can_still_be_read(student, registry, network, coding):
    """What the instance compressed, the caller can read."""
    text = "paid " * 20
    packed = PACK[coding](text.encode())
    answering(registry, network, ("Content-Encoding", coding), ("Content-Type", "text/plain"), content=packed)
    try:
        answer = through(student, "users").get("/pay")
        got, lengths = answer.text, answer.headers.get_list("Content-Length")
        real = len(packed if "Content-Encoding" in answer.headers else text)
    except httpx.DecodingError:
        got, lengths, real = "something that is not in the coding that it claims", [], 0
    try_next = "httpx has unpacked the body: does Content-Encoding still tell the truth?"
    expect(f"the text that the instance compressed with {coding}", text, got, try_next=try_next)
    assert set(lengths) <= {str(real)}, explain(f"no Content-Length, or the true one, {real}", f"{', '.join(lengths)}")


@pytest.mark.task("balance", points=0.5, needs=PASSED_ON, spec=lesson.TURNS)
def test_spreads_requests_over_the_instances(student, payment):
    """Nine requests to the load balancer are three for each of three instances."""
    balancer = through(student)
    for n in range(9):
        balancer.get(f"/stock/{n}")
    expect("requests at each instance", [3, 3, 3], [len(instance.requests) for instance in payment])


@pytest.mark.task("balance", points=0.5, needs=PASSED_ON, spec=lesson.TURNS)
def test_nobody_notices_one_failing_instance(student, registry, network):
    """However one instance fails, every GET is answered by the other."""
    handle(registry, network, "users", well, well)
    balancer = through(student, "users")
    for name, failing in FAILING.items():
        network.serve("users-2.test", failing)
        for _ in range(2):
            expect(f"the status of a GET, though one of two {name}", 200, balancer.get("/pay").status_code)


@pytest.mark.task("balance", points=0.5, needs=PASSED_ON, spec=(lesson.IS_503, lesson.AS_ABOVE))
@pytest.mark.parametrize("age", [10, 5], ids=["default", "5"])
def test_no_healthy_instance_is_503(student, registry, payment, clock, age):
    """Without a healthy instance it answers 503 Service Unavailable, as soon as its list is older than max_age."""
    balancer = through(student) if age == 10 else through(student, max_age=age)
    codes = [balancer.get("/pay").status_code]
    for instance in payment:
        registry.deregister(instance.name)
    for seconds in (age - 0.5, 1):
        clock.advance(seconds)
        codes.append(balancer.get("/pay").status_code)
    what = f"the status at first, then, when all have gone, before and after {age} seconds"
    expect(what, [200, 200, 503], codes, why="503 says: come back later. 500 says that the load balancer is broken")


@pytest.mark.task("balance", needs=PASSED_ON, spec=lesson.IS_503)
def test_503_when_every_instance_failed(student, registry, network):
    """When every instance failed, and the next one may be tried, the load balancer answers 503."""
    handle(registry, network, "users", well, well)
    balancer = through(student, "users")
    expect("the status while all is well", 200, balancer.get("/pay").status_code)
    for method, name in (("POST", "refuses"), *[("GET", name) for name in FAILING]):
        handle(registry, network, "users", FAILING[name], FAILING[name])
        expect(f"the status of a {method} when each instance {name}", 503, balancer.request(method, "/pay").status_code)


@pytest.mark.task("balance", points=0.5, needs=PASSED_ON, spec=(lesson.GOES_ON, lesson.IS_503))
@pytest.mark.parametrize("knows", [True, False], ids=["known", "unknown"])
def test_outlives_the_registry(student, network, payment, clock, knows):
    """However the registry fails, it goes on with the instances that it knows; if it has never heard of any: 503."""
    balancer = through(student)
    if knows:
        balancer.get("/pay")
    for name, fault in ALL_FAILURES.items():
        network.script(REGISTRY, fault)
        clock.advance(11)
        expect(f"the status when the registry {name}", 200 if knows else 503, balancer.get("/pay").status_code)
    clock.advance(11)
    expect("the status once the registry is back", 200, balancer.get("/pay").status_code)


@pytest.mark.task("balance", needs=PASSED_ON, spec=(lesson.IS_502, lesson.IS_504, lesson.RETURNED))
def test_what_may_have_been_done_is_not_repeated(student, registry, network):
    """A POST or PATCH that broke is 502, one without an answer 504, one with an error that error: after one attempt."""
    handle(registry, network, "cash", well, well)
    balancer = through(student, "cash")
    expect("the status while all is well", 200, balancer.post("/pay").status_code)
    for method, (name, wanted) in product(("POST", "PATCH"), UNREPEATED.items()):
        handle(registry, network, "cash", FAILING[name], FAILING[name])
        since = len(network.requests())
        seen = (balancer.request(method, "/pay").status_code, len(attempts(network, since)))
        expect(f"status and attempts of a {method} when each instance {name}", (wanted, 1), seen)


@pytest.mark.task("balance", points=0.5, needs=SPREAD, spec=(lesson.TURNS, lesson.NOT_SENT))
def test_what_never_arrived_is_sent_to_the_next(student, network, payment):
    """A POST that could not connect to an instance is answered by another one."""
    balancer = through(student)
    for host in ("payment-1.test", "payment-2.test", "payment-3.test"):
        for fault, name in ((refuse(), "refuses"), (hang(connecting=True), "lets nobody connect")):
            network.script(host, fault)
            codes = [balancer.post("/pay", content=b"5").status_code for _ in range(3)]
            expect(f"the status of three POSTs, though {host} {name}", [200] * 3, codes)


@pytest.mark.task("balance", points=0.5, needs=PASSED_ON, spec=(lesson.AS_ABOVE, lesson.IS_504))
@pytest.mark.parametrize("given", [{}, {"timeout": 8}], ids=["default", "8"])
def test_waits_timeout_seconds_for_an_instance(student, registry, network, clock, given):
    """An answer within `timeout` seconds is passed back; a POST without one is 504 after them."""
    handle(registry, network, "users", well)
    balancer, limit = through(student, "users", **given), given.get("timeout", 2)
    network.script("users-1.test", delay(limit - 0.2), hang())
    codes = [balancer.post("/pay").status_code for _ in range(2)]
    expect(f"the status of an answer after {limit - 0.2:g} of {limit} seconds, and of none", [200, 504], codes)
    assert clock.elapsed <= 2 * limit + 0.3, explain(f"504 after {limit} seconds", f"both took {clock.elapsed:g}")


@pytest.mark.task("balance", points=0.5, needs=PASSED_ON, spec=lesson.THIS_REGISTRY)
def test_a_load_balancer_asks_the_registry_that_it_was_given(student, registry, network, payment):
    """With `registry` given, instances are looked up there."""
    network.serve("consul.test", registry.app)
    network.down(REGISTRY)
    balancer = through(student, registry="http://consul.test:8500")
    expect("the status, by the registry at consul.test, port 8500", 200, balancer.get("/pay").status_code)


@pytest.mark.task("balance", needs=PASSED_ON, spec=lesson.TOGETHER)
def test_a_slow_instance_holds_up_its_own_caller_only(student, network, payment, clock):
    """Ten requests at once, each answered after a second, take one second together."""
    balancer = through(student)
    balancer.get("/pay")
    for instance in payment:
        network.latency(instance.host, 1.0)
    before = clock.elapsed
    codes = [one.status_code for one in student.together(*[balancer.build_request("GET", "/pay")] * 10)]
    took = clock.elapsed - before
    expect("ten answers", [200] * 10, codes)
    assert took < 1.5, explain("about one second for all ten", f"{took:g}: one caller waits for another's instance")


@pytest.mark.task("balance", points=0.5, needs="test_nobody_notices_one_failing_instance", spec=lesson.NEXT_ONE)
def test_every_caller_gets_to_the_instance_that_works(student, registry, network):
    """Of ten callers at once each is answered by the only instance of two that works."""
    handle(registry, network, "users", FAILING["refuses"], well)
    balancer = through(student, "users")
    codes = [one.status_code for one in student.together(*[balancer.build_request("GET", "/pay")] * 10)]
    expect("ten answers", [200] * 10, codes, "one instance works", "a call's place in the list is its own")
