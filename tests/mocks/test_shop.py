"""The six services of the shop and their directory, held to RFC 9110, RFC 9457 and the health check draft."""

import pytest
from registry_bench import StillClock, send

from mocks.serve import HasInstances
from mocks.shop import NAMES, Shop

JSON = {"Content-Type": "application/json"}


@pytest.fixture
def shop() -> Shop:
    return Shop(StillClock())


def test_has_the_six_services_of_the_lesson(shop):
    """Each is at a host of its own, and the directory tells where, and how they are."""
    shop.parts["search"].health = "slow"
    found = send(shop.app, "GET", "/services").json()
    assert ("auth", "users", "orders", "payments", "notifications", "search") == tuple(shop.parts) == NAMES
    assert shop.urls == {name: told["url"] for name, told in found.items()}
    assert ("http://users.test", "healthy", "slow") == (
        found["users"]["url"],
        found["users"]["health"],
        found["search"]["health"],
    )


@pytest.mark.parametrize("name", NAMES)
def test_tells_what_it_knows_of_a_user(shop, name):
    """A user whom it does not know is an empty object; what it was asked is kept."""
    part = shop.parts[name]
    part.known["jörg & co"] = {"open": 2}
    known = send(part.app, "GET", "/summary?user=j%C3%B6rg+%26+co")
    assert (200, {"open": 2}) == (known.status_code, known.json())
    assert {} == send(part.app, "GET", "/summary?user=zoe").json()
    assert ["jörg & co", "zoe"] == [request.user for request in part.requests]


def test_asks_for_a_user(shop):
    """A request without a user is refused, and is not among the requests for a summary."""
    part = shop.parts["auth"]
    assert (422, []) == (send(part.app, "GET", "/summary").status_code, part.requests)


@pytest.mark.parametrize(
    ("health", "status", "word"), [("healthy", 200, "pass"), ("slow", 200, "warn"), ("failing", 503, "fail")]
)
def test_tells_how_it_is(shop, health, status, word):
    """The status code and the word go together, as in draft-inadarei-api-health-check-06, section 3.1."""
    part = shop.parts["orders"]
    assert 204 == send(part.app, "PUT", "/health", {"health": health}, JSON).status_code
    answer = send(part.app, "GET", "/health")
    assert (status, word, health) == (answer.status_code, answer.json()["status"], part.health)
    assert "application/health+json" == answer.headers["content-type"]


def test_fails_with_a_problem(shop):
    """A failing service answers 503 in the form of RFC 9457; the others do not notice."""
    shop.parts["orders"].health = "failing"
    answer = send(shop.parts["orders"].app, "GET", "/summary?user=jane")
    assert (503, "application/problem+json") == (answer.status_code, answer.headers["content-type"])
    assert 503 == answer.json()["status"]
    assert 200 == send(shop.parts["users"].app, "GET", "/summary?user=jane").status_code


def test_a_slow_service_takes_its_time():
    """A slow service answers well, but five seconds later; another one at once."""
    clock = StillClock()
    shop = Shop(clock)
    shop.parts["search"].health = "slow"
    started = clock.time()
    send(shop.parts["users"].app, "GET", "/summary?user=jane")
    assert 0 == clock.time() - started
    assert 200 == send(shop.parts["search"].app, "GET", "/summary?user=jane").status_code
    assert 5 == clock.time() - started


def test_knows_no_other_health(shop):
    """An unknown word is refused and changes nothing."""
    part = shop.parts["users"]
    assert (422, "healthy") == (
        send(part.app, "PUT", "/health", {"health": "unwell"}, JSON).status_code,
        part.health,
    )


def test_tells_its_observer_each_change_once():
    """Each service is a lane; what does not change is not told."""
    seen = []
    shop = Shop(StillClock(), observe=lambda lane, value: seen.append((lane, value)))
    assert [(name, "healthy") for name in NAMES] == seen
    for health in ("failing", "failing", "healthy"):
        shop.parts["search"].health = health
    assert [("search", "failing"), ("search", "healthy")] == seen[6:]


def test_two_shops_share_nothing(shop):
    """What one knows and was asked, and how it is, is its own."""
    other = Shop(StillClock())
    shop.parts["users"].known["jane"] = {"name": "Jane"}
    shop.parts["users"].health = "failing"
    send(shop.parts["users"].app, "GET", "/summary?user=jane")
    part = other.parts["users"]
    assert ({}, "healthy", []) == (part.known, part.health, part.requests)


def test_comes_with_its_services_on_loopback(shop):
    """By hand there is a port for each service, and Jane is known to all of them."""
    assert isinstance(shop, HasInstances)
    ports = iter(range(9001, 9007))
    parts = shop.demo(lambda name: ("127.0.0.1", next(ports)))
    assert list(NAMES) == [part.name for part in parts]
    assert "http://127.0.0.1:9006" == shop.urls["search"]
    assert all(send(part.app, "GET", "/summary?user=jane").json() for part in parts)
