"""Two tests of OAuth."""

import base64
import hashlib
from functools import partial
from urllib.parse import parse_qsl

import httpx
import pytest

from grader.suite import explain


@pytest.fixture
def auth(network, clock):
    """An authorization server whose user always agrees, and an API that takes its tokens for a minute."""
    challenges, tokens = {}, {}

    def answer(request):
        query, form = request.url.params, dict(parse_qsl(request.content.decode()))
        if request.url.path == "/authorize":
            challenges["c-1"] = query["code_challenge"]
            return httpx.Response(302, headers={"location": f"{query['redirect_uri']}?code=c-1&state={query['state']}"})
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        made = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if form["grant_type"] == "authorization_code" and challenges.pop(form["code"], "") != made:
            return httpx.Response(400, json={"error": "invalid_grant"})
        tokens[f"t-{len(tokens)}"] = clock.time() + 60
        return httpx.Response(200, json={"access_token": list(tokens)[-1], "expires_in": 60, "sub": "jane"})

    def stock(request):
        fresh = tokens.get(request.headers["authorization"].removeprefix("Bearer "), 0) > clock.time()
        return httpx.Response(200, json=7) if fresh else httpx.Response(401)

    network.serve("auth.test", answer)
    network.serve("api.test", stock)


@pytest.mark.task("login")
def test_the_browser_comes_back_logged_in(student, network, auth):
    """The login leads over the authorization server back into the app, and no secret passes through the browser."""
    network.serve("app.test", student.app("app"))
    home = network.browser().get("https://app.test/login")
    assert home.json()["sub"] == "jane", explain(
        expected="jane, logged in, at the end of the redirects", happened=f"{home.status_code} at {home.url.path}"
    )
    seen = [str(step.url) for step in (*home.history, home)]
    assert not any("shop-secret" in url for url in seen), "Keep the client's secret out of every URL."
    back = len(network.requests("auth.test", "POST", "/token"))
    assert back == 1, explain(expected="one exchange on the back channel", happened=f"{back} of them")


@pytest.mark.task("client")
def test_one_token_for_all_at_its_expiry(student, network, auth, clock):
    """When a token has expired, many calls at once fetch one new token, not one each."""
    network.latency("auth.test", 0.2)
    first = student.stock("shoes")
    clock.advance(61)
    rest = student.together(*[partial(student.stock, f"shoe-{number}") for number in range(8)])
    fetched = len(network.requests("auth.test", "POST", "/token"))
    assert [first, *rest] == [7] * 9, explain(expected="an answer to each of the calls", happened=f"{[first, *rest]}")
    assert fetched == 2, explain(
        expected="one token at first and one at its expiry", happened=f"{fetched}", why="a fleet would storm the server"
    )
