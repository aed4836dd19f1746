"""Task ``gateway``: a page out of six services that survives the loss of any of them."""

from __future__ import annotations

import httpx
import pytest

from grader.suite import drop, explain, hang, refuse, reset, status

from .support import NAMES, mall

__all__ = ["mall"]
SLOWEST = "ask all services at once, and wait for all of them together"


@pytest.mark.task(
    "gateway",
    points=1,
    spec='The answer is 200 with `{"user": user, "parts": {name: object, …}, "missing": [name, …]}`',
)
def test_puts_the_page_together(mall):
    """With all services there, the page has the part of each, and nothing is missing."""
    app = mall.gateway()
    mall.without(app, (), "all services are well")
    found = mall.page(app, "zoe")
    wanted = (200, {name: {} for name in NAMES}, [])
    assert (found["status"], found.get("parts"), found.get("missing")) == wanted, explain(
        "six parts that are empty objects, for a user of whom nobody knows anything", f"{found}"
    )


@pytest.mark.task(
    "gateway", points=1, spec="asks each of `services` with `GET <base URL>/summary?user=<user>`, exactly once a page"
)
def test_asks_each_service_once(mall, network):
    """Each service gets one request a page, for the user of that page, at the base URL that was given."""
    app = mall.gateway({"shelf": "http://users.test", "desk": "http://orders.test:8080/v2"})
    asked = []
    network.serve("orders.test", lambda request: asked.append(str(request.url)) or httpx.Response(200, json={"n": 1}))
    for user in ("jane", "j%C3%B6rg%20%26%20co"):
        mall.page(app, user)
    users = [received.user for received in mall.shop.parts["users"].requests]
    assert users == ["jane", "jörg & co"], explain("one request each for 'jane' and 'jörg & co'", f"{users}")
    start = [url.split("?")[0] for url in asked]
    assert start == ["http://orders.test:8080/v2/summary"] * 2, explain(
        "two requests to /v2/summary at port 8080", f"{asked}"
    )


@pytest.mark.task("gateway", points=1, spec="All services are asked **at the same time**.")
def test_takes_as_long_as_the_slowest(mall, network, clock):
    """Six services of 0.3 s each make a page of 0.3 s."""
    for name in NAMES:
        network.latency(f"{name}.test", 0.3)
    found = mall.page(mall.gateway())
    assert found["status"] == 200, explain("a page", f"{found}")
    assert clock.elapsed < 0.5, explain("some 0.3 s for the page", f"{clock.elapsed:g} s", try_next=SLOWEST)


LOSSES = {
    "it refuses the connection": refuse(),
    "it breaks the connection": reset(),
    "it closes the connection without an answer": drop(),
    "it never answers": hang(),
    "connecting hangs": hang(connecting=True),
}


@pytest.mark.task(
    "gateway",
    points=1,
    spec="A service is missing when it refuses the connection, breaks it (`httpx.TransportError` of any kind)",
)
def test_survives_a_service_that_cannot_be_reached(mall, network):
    """Whichever service is lost, in whatever way, the others are shown."""
    app = mall.gateway()
    for name, (how, fault) in zip(NAMES, [*LOSSES.items(), ("it refuses", refuse())], strict=True):
        network.script(f"{name}.test", fault)
        mall.without(app, [name], f"{name}: {how}")
    network.script("auth.test", reset())
    network.script("search.test", refuse())
    mall.without(app, ["auth", "search"], "two services at once, the first and the last")


ODD = [
    *(status(code, json={"left": "over"}) for code in (500, 503, 404, 401, 201, 204)),
    status(302, headers={"Location": "http://users.test/summary?user=jane"}),
]


@pytest.mark.task("gateway", points=1, spec="answers with any status but 200, or with a body that is not a JSON object")
def test_shows_no_part_of_an_odd_status(mall, network):
    """What comes with another status than 200 is no part, and no redirect is followed."""
    app = mall.gateway()
    assert mall.page(app)["status"] == 200, "The page is there while all is well."
    for fault in ODD:
        network.script("orders.test", fault)
        mall.without(app, ["orders"], f"orders answers {fault.status}")


@pytest.mark.task("gateway", points=1, spec="answers with any status but 200, or with a body that is not a JSON object")
def test_shows_no_part_that_is_no_object(mall, network):
    """A body that is no JSON, or JSON of another kind, is no part."""
    app = mall.gateway()
    assert mall.page(app)["status"] == 200, "The page is there while all is well."
    for body in (b"<html>sorry</html>", b"", b'["a"]', b"null", b'"text"', b"7", b"\xff\xfe\xff"):
        network.serve("payments.test", lambda request, body=body: httpx.Response(200, content=body))
        mall.without(app, ["payments"], f"payments answers 200 with the body {body!r}")


@pytest.mark.task(
    "gateway", points=1, spec="If every service is missing, the status is 503, with the same form of body."
)
def test_says_503_when_nothing_is_left(mall, network):
    """One part is enough for a page; without any it is 503."""
    app = mall.gateway()
    for name in NAMES[:-1]:
        network.down(f"{name}.test")
    mall.without(app, NAMES[:-1], "only search is left")
    network.down("search.test")
    mall.without(app, NAMES, "all services are down", status=503)


@pytest.mark.task("gateway", points=1, spec="A service that is down is asked again for the next page")
def test_shows_a_service_that_is_back(mall, network):
    """After an outage of any length, the service is on the next page."""
    app = mall.gateway()
    network.down("users.test")
    for turn in range(7):
        mall.without(app, ["users"], f"page {turn + 1} while users is down")
    network.up("users.test")
    mall.without(app, [], "users is back")
    asked = len(network.requests("users.test"))
    assert asked == 8, explain("one request to users for each of eight pages", f"there were {asked}")


@pytest.mark.task(
    "gateway", points=1, spec="The caller's `Authorization` field is handed on to every service as it came"
)
def test_hands_on_who_asks(mall):
    """Authorization goes to every service; a cookie does not, nor does the caller before."""
    app = mall.gateway()
    mall.page(app, headers={"Authorization": "Bearer abc.DEF", "Cookie": "sid=1", "X-Role": "admin"})
    mall.page(app)
    for name, part in mall.shop.parts.items():
        headers = [request.headers for request in part.requests]
        sent = [fields.get("authorization") for fields in headers]
        assert sent == ["Bearer abc.DEF", None], explain(
            "the caller's Authorization with the first page, none with the second", f"{sent}", tried=f"{name}"
        )
        extra = [field for fields in headers for field in ("cookie", "x-role") if field in fields]
        assert not extra, explain("no other field of the caller's", f"{extra} came along", tried=f"{name}")


@pytest.mark.task("gateway", points=1, spec="A page is there after `timeout` seconds at the latest")
def test_gives_up_after_the_timeout(mall, network, clock):
    """A service has `timeout` seconds: an answer just before is shown, one after it is not waited for."""
    for timeout in (None, 2.5):
        app, limit = mall.gateway(**({} if timeout is None else {"timeout": timeout})), timeout or 1.0
        for latency, missing in ((limit - 0.3, []), (limit + 0.3, ["search"])):
            network.latency("search.test", latency)
            before = clock.elapsed
            mall.without(app, missing, f"search takes {latency:g} s, the timeout is {limit:g} s")
            took = clock.elapsed - before
            assert took < limit + 0.2, explain(f"a page within {limit:g} s", f"it took {took:g} s")


def at_once(student, app, count):
    """So many pages asked for at the same time."""
    return student.together(*[app.build_request("GET", f"/pages/{n}") for n in range(count)])


@pytest.mark.task(
    "gateway", points=1, spec="at most `limit` calls to one service are under way at the same time in one app"
)
def test_makes_no_more_calls_than_the_limit(student, mall, network, clock):
    """Of five pages at once, so many ask the slow service as the limit says; the others go without it."""
    slow, only = "search.test", {"search": "http://search.test"}
    network.latency(slow, 0.5)
    for settings, limit in (({"limit": 3}, 3), ({}, 4)):
        before, began = len(network.requests(slow)), clock.elapsed
        pages = [mall.read(answer) for answer in at_once(student, mall.gateway(only, **settings), 5)]
        missing = sorted(len(page["missing"]) for page in pages)
        found = (len(network.requests(slow)) - before, missing, clock.elapsed - began < 0.8)
        assert found == (limit, [0] * limit + [1] * (5 - limit), True), explain(
            f"{limit} calls to search, {5 - limit} pages without it, and nobody waiting for a place",
            f"{found[0]} calls, pages that miss something: {missing}, after {clock.elapsed - began:g} s",
            tried=f"limit {limit}",
        )


@pytest.mark.task("gateway", points=1, spec="Each service has places of its own.")
def test_gives_each_service_places_of_its_own(mall, network):
    """With one place for each service, a single page still asks all six at once."""
    for name in NAMES:
        network.latency(f"{name}.test", 0.2)
    app = mall.gateway(limit=1)
    for turn in (1, 2):
        mall.without(app, [], f"page {turn}, with a limit of one call to each service")


@pytest.mark.task("gateway", points=1, spec="A place is free again once its call has ended, in whatever way.")
def test_gives_each_place_back(student, mall, network):
    """After failures of each kind there is a place again, and another app has places of its own."""
    app = mall.gateway({"users": "http://users.test"}, limit=1)
    faults = [*LOSSES.values(), status(500), status(200, json=[1])]
    for fault in faults:
        network.script("users.test", fault)
        mall.page(app)
    found = mall.page(app)
    assert found.get("missing") == [], explain("users to be asked again after seven failures", f"{found}")
    network.latency("users.test", 0.4)
    other = mall.gateway({"users": "http://users.test"}, limit=1)
    pages = student.together(app.build_request("GET", "/pages/a"), other.build_request("GET", "/pages/b"))
    missing = [mall.read(answer)["missing"] for answer in pages]
    assert missing == [[], []], explain("both apps to ask users at the same time", f"missing: {missing}")
