"""Task service: a program's own token, fetched when needed and never oftener."""

from functools import partial

import httpx
import pytest

from grader.suite import explain

from . import lesson
from .support import ODD, Idp, outcome, proves, sends
from .troubles import UNUSABLE, each_refusal, each_trouble, is_refused, is_unavailable, is_unusable

STORM = "when a token ends, a whole fleet would storm the authorization server"


@pytest.fixture
def idp(network, auth, clock):
    return Idp(network, auth, clock)


@pytest.fixture
def make(student):
    return lambda client_id="reports", client_secret="r-secret", **options: student.ServiceTokens(
        token_endpoint="https://idp.test/eu/token", client_id=client_id, client_secret=client_secret, **options
    )


def gives(idp, tokens, token, when, requests):
    """See what token comes, and how many requests there have been by then."""
    found = (outcome(tokens.get), len(idp.asked()))
    assert found == (token, requests), explain(
        expected=f"the token {token!r}, and {requests} token requests so far",
        happened=f"what came of `get` is {found[0]!r}, after {found[1]} requests",
        tried=when,
    )


@pytest.mark.task("service", spec=(lesson.SERVICE, lesson.BASIC))
def test_asks_in_its_own_name(idp, make):
    """The request has the grant type, the scope if there is one, and the client's id and secret in HTTP Basic."""
    cases = (({"scope": "stock:read orders:read"}, *ODD[0]), ({"scope": "a"}, *ODD[1]), ({}, "reports", "r-secret"))
    for options, client_id, secret in (*cases, ({"scope": ""}, "reports", "another")):
        outcome(make(client_id, secret, **options).get)
        asked = idp.asked()
        assert asked, explain("a request to the token endpoint", "there was none")
        path = asked[-1].request.url.path
        assert path == "/eu/token", explain("a request for /eu/token", f"it was for {path}")
        scope = {name: value for name, value in options.items() if value}
        sends(asked[-1], {"grant_type": "client_credentials", **scope})
        proves(asked[-1], client_id, secret)


@pytest.mark.task("service", spec=(lesson.CACHED, lesson.CONSTRUCTOR))
def test_a_token_is_kept_until_shortly_before_its_end(idp, clock, make):
    """The same token is given out without a request until 30 seconds before its end; then a new one is fetched."""
    tokens, number = make(), 0
    assert not idp.asked(), explain("no request from the constructor", f"there were {len(idp.asked())}")
    for lifetime, answer in (
        (240, {}),
        (3600, {"expires_in": 3600}),
        (300, {"expires_in": None}),
        (60, {"expires_in": 60}),
    ):
        idp.plan(answer)
        number += 1
        for seconds in (0, 1, lifetime - 32):
            clock.advance(seconds)
            gives(idp, tokens, f"access-{number}", f"{seconds} s later, of a token for {lifetime} s", number)
        clock.advance(2)
    gives(idp, tokens, f"access-{number + 1}", "29 seconds before its end", number + 1)


@pytest.mark.task("service", spec=lesson.FETCHED_ONCE)
def test_calls_at_once_share_a_request(student, idp, clock, network, make):
    """Many calls at once send one request, at first and each time the token has ended, and all get its token."""
    tokens = make()
    network.latency("idp.test", 0.4)
    for number in (1, 2, 3):
        found = student.together(*[partial(tokens.get)] * 8)
        asked = len(idp.asked())
        assert asked == number, explain(
            f"{number} requests for {number} tokens", f"{asked} were sent by eight calls at once", STORM
        )
        assert found == [f"access-{number}"] * 8, explain(f"access-{number} for all eight", f"{found}")
        clock.advance((500, 215, 1)[number - 1])


@pytest.mark.task("service", spec=lesson.DROPPED)
def test_a_token_that_was_refused_is_dropped(student, idp, clock, network, make):
    """`invalidate` drops the current token, sends nothing itself, and leaves a newer token alone."""
    tokens = make()
    tokens.invalidate("access-1")
    gives(idp, tokens, "access-1", "at first", 1)
    for other in ("access-2", "", "access-12"):
        tokens.invalidate(other)
    gives(idp, tokens, "access-1", "after other tokens were invalidated", 1)
    tokens.invalidate("access-1")
    asked = len(idp.asked())
    assert asked == 1, explain("no request from `invalidate`", f"there were {asked - 1}")
    gives(idp, tokens, "access-2", "after the current token was invalidated", 2)
    tokens.invalidate("access-1")
    gives(idp, tokens, "access-2", "after the old token was invalidated once more", 2)
    tokens.invalidate("access-2")
    network.latency("idp.test", 0.3)
    found = (student.together(*[partial(tokens.get)] * 5), len(idp.asked()))
    assert found == (["access-3"] * 5, 3), explain(
        "one request and access-3 for five calls", f"it was {found[0]}, and {found[1]} requests in all"
    )
    clock.advance(150)
    gives(idp, tokens, "access-3", "150 seconds later", 3)
    tokens.invalidate("access-3")
    idp.plan(httpx.Response(503))
    is_unavailable(student, idp, "answers 503", tokens.get)
    gives(idp, tokens, "access-4", "after the request for a new token has failed once", 5)


@pytest.mark.task("service", spec=(lesson.FORGOTTEN, lesson.SAME_WAY))
def test_a_failure_is_told_and_forgotten(student, idp, clock, network, make):
    """What goes wrong is raised, at first and after a token has ended, and the next call tries again."""
    tokens, fine = make(), outcome(make().get)
    assert fine == "access-1", explain("a token from a good answer", f"what came of it is {fine!r}")
    for what in each_trouble(network):
        is_unavailable(student, idp, what, tokens.get)
    for what, answer, error in each_refusal():
        idp.plan(answer)
        is_refused(student, idp, what, error, tokens.get)
    idp.plan(httpx.Response(400, json={"error": "invalid_grant"}))
    is_refused(student, idp, "400, invalid_grant", "invalid_grant", tokens.get)
    for what, answer in UNUSABLE.items():
        idp.plan(answer)
        is_unusable(student, idp, what, tokens.get)
    asked = len(idp.asked())
    idp.number = 0
    gives(idp, tokens, "access-1", "when all is well again", asked + 1)
    gives(idp, tokens, "access-1", "once more", asked + 1)
    clock.advance(300)
    network.down("idp.test")
    for when in ("at the end of the token", "a second time"):
        with student.raises("AuthServerUnavailable", tried=f"an outage {when}"):
            tokens.get()
    network.up("idp.test")
    gives(idp, tokens, "access-2", "after the outage", asked + 4)


@pytest.mark.task("service", spec=lesson.NOTHING_SHARED)
def test_two_services_share_nothing(student, idp, clock, network, make):
    """Each object has a token of its own, even with the same settings, and waits for no other."""
    one, two, three = make(scope="a"), make(scope="b"), make(scope="a")
    network.latency("idp.test", 1)
    found = student.together(*[partial(each.get) for each in (one, two, three)])
    assert sorted(map(str, found)) == ["access-1", "access-2", "access-3"], explain("a token for each", f"{found}")
    assert clock.elapsed < 1.5, explain("all of them after a second", f"it took {clock.elapsed:g} seconds")
    one.invalidate(found[0])
    gives(idp, two, found[1], "after another object's token was invalidated", 3)
    gives(idp, one, "access-4", "after its own token was invalidated", 4)
