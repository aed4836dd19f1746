"""Task share: several instances behind a load balancer, one store, and the day it fails."""

import pytest

from grader.suite import explain
from mocks.load_balancer import LoadBalancer

from .shop import OMAR, REQUESTS, Shop, Visitor, is_status, sets_no_cookie, shop
from .support import STORE, WAYS, expect, gate

LOST = "whoever wanted to log in has lost the basket, and has no session instead"
ANY = "test_any_instance_knows_who_has_logged_in"


class Balancer(LoadBalancer):
    """Marks in the picture which instance answers what. ``wanted`` is the status that each answer should have."""

    wanted = ""

    def __call__(self, request):
        answer = super().__call__(request)
        what = f"{request.method} {request.url.path}"
        wanted = f"{what} {self.wanted}" if self.wanted else ""
        place = f"instance {self.served[-1] + 1}"
        self.evidence.mark("fleet", place, value=f"{what} {answer.status_code}", wanted=wanted)
        return answer


@pytest.fixture
def balanced(student, network, store, evidence):
    """A load balancer over two processes of the student's, with a visitor's way to it."""

    def behind(policy="round robin"):
        balancer = Balancer([Shop(student).app, Shop(student.another()).app], policy)
        balancer.evidence = evidence
        network.serve("shop.test", balancer)
        return balancer, lambda: Visitor(network.browser())

    return behind


@pytest.mark.task(
    "share", spec="**Any instance knows every session**, and each change to one, from the next request on"
)
def test_any_instance_knows_who_has_logged_in(balanced):
    """Behind a load balancer that takes them in turn, each instance knows who has logged in at another."""
    balancer, visitor = balanced()
    balancer.wanted = 200
    jane, omar = visitor().logged_in(), visitor().logged_in(OMAR)
    seen = [who.me for who in (jane, jane, omar, jane, omar, omar)]
    expect("GET /me", ["jane", "jane", "omar", "jane", "omar", "omar"], seen, "every second click would log them out")
    expect("the instances that were asked", {0, 1}, set(balancer.served))


@pytest.mark.task(
    "share",
    needs=ANY,
    spec="each change to one, from the next request on: login at one, basket at another, logout at a third",
)
def test_a_change_at_one_instance_is_one_at_all(balanced):
    """Items, logins and logouts at one instance count at every other from the next request on."""
    _, visitor = balanced()
    jane = visitor()
    for item in ("tea", "cup", "pot"):
        jane.put(item)
    expect("the basket, twice", [["tea", "cup", "pot"]] * 2, [jane.basket, jane.basket])
    old = jane.copy()
    jane.logged_in()
    expect(
        "/me and basket with the id before the login, twice", [401, []] * 2, [old.me, old.basket, old.me, old.basket]
    )
    phones = [visitor().logged_in() for _ in range(3)]
    copies = [phone.copy() for phone in phones]
    phones[0].ask("POST", "/logout")
    why = "an instance that remembers a session lets it in after the logout"
    expect("/me after a logout at one of them, three times", [401] * 3, [copies[0].me for _ in range(3)], why)
    phones[1].ask("POST", "/logout-everywhere")
    seen = [copy.me for copy in (*copies, jane) for _ in range(2)]
    expect("/me with all cookies after a logout everywhere, twice", [401] * 8, seen, why)


@pytest.mark.task(
    "share", points=0.5, needs=ANY, spec="An instance that is replaced by a new process costs nobody their session."
)
def test_a_new_instance_costs_nobody_their_session(student, balanced, store, evidence):
    """An instance may be taken out, and replaced by a new process, behind a sticky load balancer too."""
    for policy in ("sticky", "round robin"):
        balancer, visitor = balanced(policy)
        balancer.wanted = 200
        jane = visitor().logged_in().put("tea")
        balancer.take_out(0)
        expect(f"user and basket at the other instance, {policy}", ["jane", ["tea"]], [jane.me, jane.basket])
        balancer.put_back(0, Shop(student.another()).app)
        evidence.mark("fleet", "instance 1", value="a new process")
        balancer.take_out(1)
        expect(f"user and basket at a new process, {policy}", ["jane", ["tea"]], [jane.me, jane.basket])


@pytest.mark.task(
    "share",
    points=0.5,
    spec="While the store fails, a request that needs it is answered with **503** and `Retry-After` (whole "
    "seconds, at least 1), whichever of the table's and in whichever way the store fails.",
)
@pytest.mark.parametrize("request_", REQUESTS, ids=[*["login", "me", "basket", "item", "logout", "everywhere"]])
def test_a_request_that_needs_the_store_says_that_it_fails(shop, gate, request_):
    """However the store fails, each request gets 503, Retry-After and no cookie; afterwards all is as it was."""
    jane = shop.visitor().logged_in().put("tea")
    for way in WAYS:
        gate.fail(way)
        answer = jane.copy().ask(*request_.split(), json=REQUESTS[request_])
        gate.heal()
        is_status(
            503, answer, f"{request_} while the store {way}", "a store that is away knows nobody, and denies nobody"
        )
        after = answer.headers.get("Retry-After", "missing")
        assert after.isdigit() and int(after) >= 1, explain(
            "Retry-After with whole seconds, 1 or more", f"it is {after}"
        )
        sets_no_cookie(answer, f"{request_} while the store {way}")
        if not WAYS[way].after_work:
            expect("user and basket, once the store is back", ["jane", ["tea"]], [jane.me, jane.basket])
        else:
            jane = shop.visitor().logged_in().put("tea")


@pytest.mark.task(
    "share",
    needs=ANY,
    spec=(
        "There is no `Set-Cookie` in a 503",
        "**A login that fails has not ended the old session**",
        "Then the method raises `StoreUnavailable`, whichever of its requests it was",
    ),
)
def test_a_store_that_fails_in_the_middle_is_a_failure(shop, gate):
    """Each request gets 503 whichever of its questions to the store fails, and no cookie; a login ends no session."""
    for what, body in REQUESTS.items():
        for at in range(1, 9):
            jane = shop.visitor().logged_in().put("tea")
            before = jane.copy()
            gate.fail("answers 500", at)
            answer = jane.ask(*what.split(), json=body)
            fired = gate.failed
            gate.heal()
            if not fired:
                break
            is_status(503, answer, f"{what} whose question {at} to the store fails")
            sets_no_cookie(answer, f"{what} whose question {at} to the store fails")
            if what == "POST /login":
                seen = [before.me, before.basket]
                expect(f"user and basket after {what} whose question {at} failed", ["jane", ["tea"]], seen, LOST)


@pytest.mark.task(
    "share",
    needs=ANY,
    spec="**An outage lets nobody in and logs nobody out.** There is no `Set-Cookie` in a 503, and once the "
    "store is back the sessions are as they were",
)
def test_an_outage_lets_nobody_in_and_logs_nobody_out(balanced, network, clock, store, evidence):
    """During an outage nobody gets in; after it everybody is where they were, at every instance."""
    balancer, visitor = balanced()
    jane, phone, stranger = visitor().logged_in().put("tea"), visitor().logged_in(), visitor().put("cup")
    keys = store.keys()
    network.down(STORE)
    evidence.mark("fleet", "store", value="down")
    balancer.wanted = 503
    answers = [
        jane.ask("POST", "/logout"),
        phone.ask("POST", "/logout-everywhere"),
        stranger.log_in(OMAR),
        stranger.log_in(OMAR),
    ]
    seen = [answer.status_code for answer in answers]
    expect(
        "logout, logout everywhere and two logins during the outage", [503] * 4, seen, "204 would say that it is done"
    )
    expect(
        "/me of each during the outage, twice", [503] * 6, [who.me for who in (jane, phone, stranger) for _ in range(2)]
    )
    clock.advance(600)
    network.up(STORE)
    evidence.mark("fleet", "store", value="up")
    balancer.wanted = ""
    expect("the keys in the store, as before", keys, store.keys())
    seen = [jane.me, jane.basket, phone.me, stranger.me, stranger.basket]
    expect("users and baskets afterwards", ["jane", ["tea"], "jane", 401, ["cup"]], seen)
    jane.ask("POST", "/logout")
    expect("/me after a logout that was done", 401, jane.me)


@pytest.mark.task(
    "share",
    points=0.5,
    spec="A request **without** the session cookie needs no store (but for a login, and an item for the "
    "basket): it is answered as always, and nothing is sent to the store.",
)
def test_a_stranger_needs_no_store(shop, network, store):
    """A request without the session's cookie is answered as always while the store is away, and asks it nothing."""
    asked = len(network.requests(STORE))
    for away in (False, True):
        if away:
            network.down(STORE)
        for cookie in (None, ("theme", "dark")):
            stranger = shop.visitor(cookie)
            seen = [stranger.me, stranger.basket]
            seen += [stranger.ask("POST", path).status_code for path in ("/logout-everywhere", "/logout")]
            what = f"/me, basket, logout everywhere and logout of a stranger, store {'away' if away else 'there'}"
            expect(what, [401, [], 401, 204], seen)
    expect("requests to the store", 0, len(network.requests(STORE)) - asked)


@pytest.mark.task(
    "share",
    points=0.5,
    needs=ANY,
    spec="A store that comes back **empty** knows nobody: then it is 401, and one can log in again.",
)
def test_a_store_that_comes_back_empty_knows_nobody(balanced, store, evidence):
    """After a restart of the store everybody is logged out, with 401, and can log in again."""
    _, visitor = balanced()
    jane = visitor().logged_in().put("tea")
    store.flush()
    evidence.mark("fleet", "store", value="empty")
    expect("/me and basket, at each instance", [401, [], 401, []], [jane.me, jane.basket, jane.me, jane.basket])
    jane.logged_in()
    expect("/me after another login", ["jane", "jane"], [jane.me, jane.me])


@pytest.mark.task(
    "share",
    points=0.5,
    needs=ANY,
    spec=(
        "`Sessions` and applications share nothing with others of their kind but the store.",
        "Base URL of the session store: scheme, host and perhaps a port",
    ),
)
def test_two_shops_share_nothing(student, store, network, clock):
    """Applications with different stores, one at another port, do not know each other's visitors."""
    second = type(store)(clock)
    network.serve("redis.test", second.app)
    here, there = Shop(student), Shop(student, store="http://redis.test:8079")
    jane, omar = here.visitor().logged_in(), there.visitor().logged_in(OMAR)
    seen = [jane.me, jane.copy(there.app).me, omar.me, omar.copy(here.app).me]
    expect("/me of jane here and there, of omar there and here", ["jane", 401, "omar", 401], seen)
    ports = {exchange.request.url.port for exchange in network.requests("redis.test")}
    expect("the ports that were asked at redis.test", {8079}, ports)
