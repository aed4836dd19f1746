"""The resource server: whose token gets in (RFC 6750, RFC 9068), and what it then sees."""

from __future__ import annotations

import httpx
import pytest
from auth_bench import AuthBench
from joserfc import jwt as joserfc
from joserfc.jwk import ECKey
from test_serve import address, with_served

from grader.harness.asgi import respond
from mocks.resource_server import ResourceServer
from mocks.service import SystemClock

AUDIENCE = "https://orders.test"


class OrdersBench(AuthBench):
    """A resource server that trusts the bench's auth server, by the same clock."""

    def __init__(self) -> None:
        super().__init__()
        self.orders = ResourceServer(self.clock, observe=lambda *told: self.seen.append(told))
        self.orders.trust("https://auth.test", lambda: self.auth.jwks)

    def ask(self, token="", method="GET", path="/orders", **options) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        request = httpx.Request(method, f"https://orders.test{path}", **{"headers": headers, **options})
        return respond(self.orders.app, request)


@pytest.fixture
def bench() -> OrdersBench:
    return OrdersBench()


def challenge(answer):
    return answer.status_code, answer.headers["WWW-Authenticate"]


def test_a_user_sees_their_own_orders_and_a_service_sees_all(bench):
    """A token of a client's own has the client for its subject (RFC 9068, section 2.2)."""
    seen = [
        [order["item"] for order in bench.ask(bench.auth.issue(subject, client=client)).json()["orders"]]
        for subject, client in (("u-1001", "shop"), ("u-1002", "shop"), ("u-7", "shop"), ("reports", "reports"))
    ]
    assert [["shoes", "hat"], ["umbrella"], [], ["shoes", "umbrella", "hat"]] == seen


def test_anothers_order_is_not_found(bench):
    """As if it did not exist."""
    token = bench.auth.issue("u-1001")
    answers = [bench.ask(token, path=f"/orders/{order}") for order in ("o-1", "o-2", "o-99")]
    assert [200, 404, 404] == [answer.status_code for answer in answers]
    assert answers[1].json() == answers[2].json()


def test_places_an_order_for_who_may_write(bench):
    """It belongs to the token's subject."""
    token = bench.auth.issue("u-1002", scope="orders:read orders:write")
    answer = bench.ask(token, "POST", json={"item": "gloves", "quantity": 3})
    assert (201, {"id": "o-4", "owner": "u-1002", "item": "gloves", "quantity": 3}) == (
        answer.status_code,
        answer.json(),
    )
    assert ["umbrella", "gloves"] == [order.item for order in bench.orders.of("u-1002")]
    assert 422 == bench.ask(token, "POST", json={"item": ""}).status_code


def test_a_shelf_that_is_full_takes_no_more(bench):
    """A client in a loop does not fill the memory."""
    token = bench.auth.issue(scope="orders:write")
    codes = {bench.ask(token, "POST", json={"item": "pen"}).status_code for _ in range(998)}
    assert {201, 507} == codes


@pytest.mark.parametrize("field", ["", "Basic c2hvcDp4", "Token x", "bearerx"])
def test_without_a_token_there_is_a_challenge_and_no_error(bench, field):
    """RFC 6750, section 3.1: nothing is wrong with a token that was not sent."""
    answer = bench.ask(headers={"Authorization": field} if field else {})
    assert (401, 'Bearer realm="orders"') == challenge(answer)


def test_the_scheme_is_read_in_any_case(bench):
    """RFC 9110, section 11.1."""
    assert 200 == bench.ask(headers={"Authorization": f"bearer {bench.auth.issue()}"}).status_code


def test_a_token_in_the_url_is_refused(bench):
    """Even beside a good one."""
    answer = bench.ask(bench.auth.issue(), path=f"/orders?access_token={bench.auth.issue()}")
    assert (400, 'Bearer realm="orders", error="invalid_request"') == challenge(answer)


def test_refuses_a_bad_token_of_every_kind(bench):
    """Each that the forger knows, garbage, and an ID token."""
    bad = bench.auth.forge.one_of_each()
    id_token = bench.auth.issue(audience=AUDIENCE, headers={"typ": "JWT"}, alg="RS256")
    refused = {
        kind: challenge(bench.ask(token))
        for kind, token in {**bad, "id_token": id_token, "garbage": "x.y.z", "text": "x"}.items()
    }
    assert {(401, 'Bearer realm="orders", error="invalid_token"')} == set(refused.values()), refused


@pytest.mark.parametrize(
    "options",
    [
        {"audience": "https://payroll.test"},
        {"issuer": "https://evil.test"},
        {"without": ["exp"]},
        {"without": ["scope"]},
        {"without": ["client_id"]},
        {"claims": {"scope": 7}},
        {"claims": {"exp": "soon"}},
        {"not_before": 60},
        {"headers": {"kid": "ec-9"}},
    ],
)
def test_refuses_a_token_that_is_not_for_it(bench, options):
    """Signed well, and still not good here."""
    good, bad = bench.ask(bench.auth.issue()), bench.ask(bench.auth.issue(**options))
    assert (200, 401) == (good.status_code, bad.status_code)


def test_a_token_ends_with_its_second(bench):
    """RFC 7519, section 4.1.4: on or after."""
    token = bench.auth.issue(lifetime=60)
    bench.clock.now += 59
    before = bench.ask(token).status_code
    bench.clock.now += 1
    assert (200, 401) == (before, bench.ask(token).status_code)


def test_a_scope_that_is_missing_is_named(bench):
    """403: another token of the same kind would not help (RFC 6750, section 3.1)."""
    answer = bench.ask(bench.auth.issue(scope="orders:read"), "POST", json={"item": "pen"})
    assert (403, 'Bearer realm="orders", error="insufficient_scope", scope="orders:write"') == challenge(answer)
    assert 403 == bench.ask(bench.auth.issue(scope="orders:reading"), "GET").status_code


def test_takes_what_another_library_signed(bench):
    """ES256 by joserfc, with the key set in the form in which that library exports it."""
    key = ECKey.generate_key("P-256", {"kid": "k", "alg": "ES256"}, private=True)
    now = int(bench.clock.now)
    claims = {"iss": "https://idp.test", "sub": "u-1002", "aud": ["x", AUDIENCE], "exp": now + 60, "client_id": "c"}
    bench.orders.trust("https://idp.test", lambda: {"keys": [key.as_dict(private=False)]})
    good = joserfc.encode({"alg": "ES256", "kid": "k", "typ": "at+jwt"}, {**claims, "scope": "orders:read"}, key)
    assert "umbrella" == bench.ask(good).json()["orders"][0]["item"]


def test_a_retired_key_and_a_revoked_token_count_no_more(bench):
    """From that moment, and nothing else does."""
    first, second = bench.auth.issue(), bench.auth.issue()
    old = bench.auth.kid()
    bench.orders.revoke(first)
    assert [401, 200] == [bench.ask(token).status_code for token in (first, second)]
    bench.auth.rotate()
    bench.auth.retire(old)
    assert [401, 200] == [bench.ask(token).status_code for token in (second, bench.auth.issue())]


def test_trusts_nobody_until_it_is_told_to(bench):
    """And shares nothing with another instance."""
    other = ResourceServer(bench.clock)
    request = httpx.Request(
        "GET", "https://orders.test/orders", headers={"Authorization": f"Bearer {bench.auth.issue()}"}
    )
    assert 401 == respond(other.app, request).status_code


def test_tells_its_observer_how_it_answered(bench):
    """One lane; a test's drawing shows when tokens were refused."""
    bench.ask(bench.auth.issue())
    bench.ask()
    assert [("orders", "200"), ("orders", "401")] == bench.seen[-2:]


@pytest.mark.parametrize(("clock", "status"), [(SystemClock(), 200), (None, 404)])
def test_the_lab_is_there_only_on_the_real_clock(bench, clock, status):
    """A student's code must not be able to tell the server whom to trust."""
    app = ResourceServer(clock or bench.clock).app
    assert status == respond(app, httpx.Request("GET", "https://orders.test/lab/trust")).status_code


def test_on_loopback_it_asks_the_auth_server_that_it_trusts(monkeypatch):
    """Over real connections: a token counts once its issuer is trusted, and none while that can't be reached."""

    async def scenario(client, lines, stop):
        auth, orders = (address(line) for line in lines[:2])
        token = (await client.get(f"{auth}/lab/token")).text.strip()
        codes = []
        for issuer in ("http://127.0.0.1:9", f"{auth}/", "no address"):
            await client.post(f"{orders}/lab/trust", json={"issuer": issuer})
            answer = await client.get(f"{orders}/orders", headers={"Authorization": f"Bearer {token}"})
            codes.append(answer.status_code)
        await client.post(f"{orders}/lab/trust", json={"issuer": auth})
        await client.post(f"{orders}/lab/revoke", json={"token": token})
        answer = await client.get(f"{orders}/orders", headers={"Authorization": f"Bearer {token}"})
        return [*codes, answer.status_code]

    assert [503, 200, 503, 401] == with_served(scenario, monkeypatch, ["auth", "orders"])
