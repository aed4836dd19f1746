"""Three of the tests, to read and to learn from. The hidden ones are written in the same way."""

from urllib.parse import parse_qs, urlsplit

import pytest

from grader.suite import explain

CALLBACK = "https://shop.test/callback"
SHOP = {
    "issuer": "https://auth.test",
    "authorization_endpoint": "https://auth.test/authorize",
    "token_endpoint": "https://auth.test/token",
    "client_id": "shop",
    "client_secret": "shop secret",
    "redirect_uri": CALLBACK,
}


@pytest.mark.task("request")
def test_example_asks_for_a_code(student, auth):
    """The authorization server takes the request, and sends the browser back with a code."""
    url = student.LoginClient(**SHOP).authorization_url(student.Session())
    back = parse_qs(urlsplit(auth.approve(url)).query)
    assert "code" in back, explain(
        expected="the browser to come back with a code once jane has logged in",
        happened=f"it came back with {', '.join(sorted(back))}: {back.get('error_description', [''])[0]}",
    )


@pytest.mark.task("exchange", needs="test_example_asks_for_a_code")
def test_example_a_whole_login(student, auth):
    """A login goes from the request by way of the callback to tokens for jane."""
    login, session = student.LoginClient(**SHOP), student.Session()
    back = auth.approve(login.authorization_url(session), "jane")
    tokens = login.exchange(login.callback(session, back))
    assert tokens["sub"] == "u-1001", explain("tokens for jane, u-1001", f"they are for {tokens['sub']!r}")


@pytest.mark.task("api")
def test_example_a_service_calls_the_api(student, auth, orders):
    """A service with a token of its own sees everybody's orders."""
    orders.trust(auth.issuer, lambda: auth.jwks)
    tokens = student.ServiceTokens(
        token_endpoint="https://auth.test/token", client_id="reports", client_secret="reports secret"
    )
    answer = student.ApiClient(tokens, "https://orders.test").request("GET", "/orders")
    assert answer.status_code == 200, explain("status 200", f"status {answer.status_code}")
    items = [order["item"] for order in answer.json()["orders"]]
    assert items == ["shoes", "umbrella", "hat"], explain("shoes, umbrella and hat", f"{items}")
