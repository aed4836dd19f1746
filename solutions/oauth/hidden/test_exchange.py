"""Task exchange: a code becomes tokens, and what of the answer is believed."""

import re
from functools import partial

import httpx
import pytest

from grader.suite import explain

from . import lesson
from .support import AUTH, CALLBACK, KIOSK, ODD, SHOP, Idp, outcome, proves, query, sends
from .troubles import LEFT_OUT, UNUSABLE, each_refusal, each_trouble, is_refused, is_unavailable, is_unusable

ANSWER = {"code": "code-19", "code_verifier": "v" * 43, "nonce": "nonce-1"}


@pytest.fixture
def idp(network, auth, clock):
    return Idp(network, auth, clock)


@pytest.fixture
def kiosk(student):
    return student.LoginClient(**KIOSK)


def works(login):
    """See that a good answer of the token endpoint is taken, before one that is not good."""
    found = outcome(partial(login.exchange, ANSWER))
    assert isinstance(found, dict) and found.get("access_token"), explain(
        "tokens from a good answer", f"what came of it is {found!r}", tried="a good answer"
    )


def shop(student, session, evidence):
    """A web shop that does what it is asked by calling the student's code; it is served at shop.test."""
    login, sent = student.LoginClient(**SHOP), []

    def answer(request):
        if request.url.path == "/login":
            evidence.state("login", "begun")
            return httpx.Response(303, headers={"Location": login.authorization_url(session)})
        sent.append(login.exchange(login.callback(session, str(request.url))))
        evidence.state("login", "finished")
        return httpx.Response(200, text="Welcome.")

    return answer, sent


@pytest.mark.task("exchange", spec=(lesson.THE_WAY, lesson.SECRET, lesson.SUBJECT))
def test_a_browser_goes_the_whole_way(student, network, auth, evidence):
    """A browser is redirected, logs in, comes back with a code; the shop gets tokens, and the browser no secret."""
    answer, sent = shop(student, student.Session(), evidence)
    network.serve("shop.test", answer)
    with network.browser() as browser:
        page = browser.get("https://shop.test/login")
        form = re.search(r'name="request" value="(\w+)"', page.text)
        assert form, explain("the login page of auth.test", f"{page.status_code} at {page.url.host}{page.url.path}")
        fields = {"request": form[1], "username": "john", "password": "battery staple"}
        home = browser.post(f"{AUTH}/login", data=fields)
    told = (home.status_code, str(home.url).partition("?")[0], [tokens["sub"] for tokens in sent])
    assert told == (200, CALLBACK, ["u-1002"]), explain(
        expected="john's browser back at the shop, which has tokens for u-1002", happened=f"it is {told}"
    )
    seen = [str(each.url) for step in (page, home) for each in (*step.history, step)]
    given = [value for values in sent[0].values() for value in [str(values)] if value.startswith(("eyJ", "refresh"))]
    shown = [word for url in seen for word in ("shop secret", "shop+secret", "shop%20secret", *given) if word in url]
    assert not shown, explain("no secret and no token in any URL of the browser", f"{len(shown)} of them were there")
    asked = [exchange.request.method for exchange in network.requests("auth.test")]
    assert asked == ["POST"], explain("one request on the back channel", f"there were {asked}")


@pytest.mark.task("exchange", spec=(lesson.TOKENS, lesson.END))
def test_gives_tokens_for_a_code(idp, kiosk):
    """The answer of the token endpoint comes back as access token, refresh token, end, scope and subject."""
    for number, seconds in ((1, 240), (2, 3600)):
        idp.clock.advance(1000)
        idp.network.latency("idp.test", 0.1)
        idp.plan({"expires_in": seconds})
        found = outcome(partial(kiosk.exchange, ANSWER))
        assert isinstance(found, dict), explain("a dictionary with tokens", f"what came of it is {found!r}")
        wanted = {"access_token": f"access-{number}", "refresh_token": f"refresh-{number}"}
        wanted |= {"scope": "openid stock:read", "sub": "u-77"}
        told = {name: found.get(name) for name in wanted}
        assert told == wanted, explain(f"{wanted}", f"it is {told}")
        left = found.get("expires_at", 0) - idp.clock.time()
        assert abs(left - seconds) < 0.5, explain(
            f"expires_at {seconds} seconds from now, in seconds since 1970", f"it is {left:g} seconds from now"
        )


@pytest.mark.task("exchange", spec=lesson.EXCHANGE)
def test_asks_as_the_rfc_has_it(idp, kiosk):
    """The code is sent once, in a form, with the redirect URI of the request and the verifier."""
    for code, verifier in (("code-19", "v" * 43), ("a code / with + and &", "~.-_" + "w" * 124)):
        outcome(lambda: kiosk.exchange({**ANSWER, "code": code, "code_verifier": verifier}))  # noqa: B023 — at once
        asked = idp.asked()
        assert asked, explain("a request to the token endpoint", "there was none")
        path = asked[-1].request.url.path
        assert path == "/eu/token", explain("a request for /eu/token", f"it was for {path}")
        wanted = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier}
        sends(asked[-1], {**wanted, "redirect_uri": KIOSK["redirect_uri"]})
    assert len(asked) == 2, explain("two requests for two codes", f"there were {len(asked)}")


@pytest.mark.task("exchange", spec=(lesson.BASIC, lesson.SECRET))
def test_proves_who_it_is(student, idp):
    """Id and secret travel in HTTP Basic, each form-encoded, and the secret travels nowhere else."""
    for client_id, secret in (*ODD, ("kiosk", "plain-secret")):
        login = student.LoginClient(**{**KIOSK, "client_id": client_id, "client_secret": secret})
        outcome(partial(login.exchange, ANSWER))
        asked = idp.asked()
        assert asked, explain("a request to the token endpoint", "there was none")
        proves(asked[-1], client_id, secret)


@pytest.mark.task("exchange", spec=(lesson.NO_REFRESH_TOKEN, lesson.NO_SCOPE, lesson.NO_LIFETIME, lesson.NO_BEARER))
def test_takes_what_the_answer_may_leave_out(idp, kiosk):
    """Without refresh token, scope or lifetime in the answer there are None, the scope that was asked for, 300 s."""
    for what, name, wanted in LEFT_OUT:
        idp.plan({what: None})
        found = kiosk.exchange(ANSWER).get(name, "nothing")
        if name == "expires_at":
            found = round(found - idp.clock.time())
        assert found == wanted, explain(f"{name} {wanted!r} if {what} is not in the answer", f"it is {found!r}")
    for kind in ("bearer", "BEARER"):
        idp.plan({"token_type": kind})
        found = outcome(partial(kiosk.exchange, ANSWER))
        assert isinstance(found, dict), explain(f"token_type {kind!r} to be fine", f"what came of it is {found!r}")


@pytest.mark.task("exchange", spec=(lesson.AWAY, lesson.SENT_ONCE))
def test_says_when_the_server_is_away(student, idp, kiosk):
    """When the server can't be reached, breaks off, hangs or answers 5xx, AuthServerUnavailable is raised, soon."""
    works(kiosk)
    for what in each_trouble(idp.network):
        is_unavailable(student, idp, what, partial(kiosk.exchange, ANSWER))
        works(kiosk)


@pytest.mark.task("exchange", spec=lesson.SAYS_NO)
def test_says_what_the_server_refuses(student, idp, kiosk):
    """An answer of 4xx is TokenRequestRefused, with the error that it names, after one request."""
    works(kiosk)
    for what, answer, error in each_refusal():
        idp.plan(answer)
        is_refused(student, idp, what, error, partial(kiosk.exchange, ANSWER))
    idp.plan(httpx.Response(400, json={"error": "invalid_grant"}))
    is_refused(student, idp, "400, invalid_grant", "invalid_grant", partial(kiosk.exchange, ANSWER))


@pytest.mark.task("exchange", spec=(lesson.NOT_200, lesson.NO_BEARER, lesson.SENT_ONCE))
def test_does_not_believe_a_strange_answer(student, idp, kiosk):
    """An answer without a bearer token, no JSON object, or another status than 200, is BadTokenResponse."""
    works(kiosk)
    for what, answer in UNUSABLE.items():
        idp.plan(answer)
        is_unusable(student, idp, what, partial(kiosk.exchange, ANSWER))
    strays = [exchange.host for exchange in idp.network.requests() if exchange.host != "idp.test"]
    assert not strays, explain("no redirect to be followed", f"requests went to {strays}")


@pytest.mark.task("exchange", spec=lesson.NONCE)
def test_the_nonce_is_that_of_the_login(student, idp, kiosk):
    """An ID token with the nonce of another login, or without one, is not believed."""
    for nonce in ("nonce-1", "another-nonce"):
        idp.plan({"id_token": idp.id_token(nonce=nonce)})
        found = outcome(partial(kiosk.exchange, {**ANSWER, "nonce": nonce}))
        assert isinstance(found, dict), explain("tokens, where the nonces agree", f"what came of it is {found!r}")
    cases = {nonce: idp.id_token(nonce=nonce) for nonce in ("another-nonce", "nonce-12", "nonce", "NONCE-1", "")}
    for what, token in {**cases, "missing": idp.id_token(without=["nonce"])}.items():
        idp.plan({"id_token": token})
        why = "a code that somebody slipped in has an ID token with the nonce of their own login"
        with student.raises("BadTokenResponse", why=why, tried=f"an ID token with the nonce {what!r}"):
            kiosk.exchange(ANSWER)


@pytest.mark.task("exchange", spec=(lesson.CLAIMS, lesson.UNREADABLE))
def test_the_id_token_is_for_us(student, idp, kiosk):
    """An ID token of another issuer, for another client, expired, incomplete or unreadable is not believed."""
    works(kiosk)
    now = int(idp.clock.time())
    for audience in (["kiosk"], ["other", "kiosk"]):
        idp.plan({"id_token": idp.id_token(aud=audience, exp=now + 1)})
        found = outcome(partial(kiosk.exchange, ANSWER))
        assert isinstance(found, dict), explain(f"tokens, where aud is {audience}", f"what came of it is {found!r}")
    wrong = {
        "another issuer": {"iss": "https://evil.test"},
        "an issuer with a slash at its end": {"iss": KIOSK["issuer"] + "/"},
        "the beginning of the issuer": {"iss": "https://idp.test"},
        "another audience": {"aud": "kiosk2"},
        "an audience that begins like ours": {"aud": "kiosk-of-mallory"},
        "several audiences, none of them ours": {"aud": ["other", "kiosk2"]},
        "no audience in the list": {"aud": []},
        "an end that has passed": {"exp": now - 1},
    }
    tokens = {what: idp.id_token(**changes) for what, changes in wrong.items()}
    tokens |= {f"no {name}": idp.id_token(without=[name]) for name in ("iss", "aud", "exp", "sub")}
    tokens |= {"no dots in it": "garbage", "no JSON in it": "a.b.c", "a list for claims": "e30.W10.c2ln"}
    for what, token in {**tokens, "nothing in it": ""}.items():
        idp.plan({"id_token": token})
        with student.raises(
            "BadTokenResponse", why="it was issued for another login", tried=f"an ID token with {what}"
        ):
            kiosk.exchange(ANSWER)
    idp.plan({"id_token": None})
    with student.raises("BadTokenResponse", why="nobody says who has logged in", tried="no ID token"):
        kiosk.exchange(ANSWER)
