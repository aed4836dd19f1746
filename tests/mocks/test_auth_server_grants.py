"""The back channel: the token endpoint, revocation, userinfo; what RFC 6749, 7636, 7009 and 9700 ask of them."""

import pytest
from auth_bench import CALLBACK, NOW, SHOP, VERIFIER, AuthBench, answer, basic, refusal

from mocks.auth_server import Client, User, claims_of, header_of, s256


@pytest.fixture
def bench() -> AuthBench:
    return AuthBench()


# ---------------------------------------------------------------------- code


def test_a_code_is_worth_an_access_token(bench):
    """The answer is that of RFC 6749, section 5.1, and no cache keeps it."""
    found = bench.exchange(bench.code(scope="orders:read"))
    body = found.json()
    assert ("Bearer", 300, "orders:read") == (body["token_type"], body["expires_in"], body["scope"])
    assert ("no-store", "no-cache") == (found.headers["Cache-Control"], found.headers["Pragma"])
    claims = claims_of(body["access_token"])
    assert ("u-1001", "https://orders.test", "shop") == (claims["sub"], claims["aud"], claims["client_id"])
    assert "id_token" not in body


def test_openid_brings_an_id_token_for_the_client(bench):
    """For the client, with its nonce and the time of the login; the access token is good for userinfo as well."""
    body = bench.exchange(bench.code(nonce="n-1")).json()
    claims = claims_of(body["id_token"])
    expected = {"iss": "https://auth.test", "aud": "shop", "sub": "u-1001", "nonce": "n-1", "auth_time": NOW}
    assert {**expected, "iat": NOW, "exp": NOW + 300} == claims
    assert ("RS256", "JWT") == tuple(header_of(body["id_token"])[name] for name in ("alg", "typ"))
    assert ["https://orders.test", "https://auth.test/userinfo"] == claims_of(body["access_token"])["aud"]


def test_a_code_works_once_and_its_second_use_voids_what_it_gave(bench):
    """RFC 6749, section 4.1.2: somebody has stolen it, and nobody knows who came first."""
    code = bench.code()
    tokens = bench.exchange(code).json()
    assert (400, "invalid_grant") == refusal(bench.exchange(code))
    assert (400, "invalid_grant") == refusal(bench.refresh(tokens["refresh_token"]))


def test_a_code_is_valid_for_a_minute(bench):
    """59 seconds, and not 60."""
    first, second = bench.code(), bench.code()
    bench.clock.now += 59
    assert 200 == bench.exchange(first).status_code
    bench.clock.now += 1
    assert (400, "invalid_grant") == refusal(bench.exchange(second))


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"code_verifier": "another-verifier-of-at-least-43-characters-in-all"}, "invalid_grant"),
        ({"code_verifier": ""}, "invalid_request"),
        ({"code_verifier": "short"}, "invalid_request"),
        ({"code_verifier": s256(VERIFIER)}, "invalid_grant"),
        ({"redirect_uri": "http://127.0.0.1:8000/callback"}, "invalid_grant"),
        ({"redirect_uri": ""}, "invalid_grant"),
        ({"code": "code_0"}, "invalid_grant"),
        ({"code": ""}, "invalid_request"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": "constructor"}, "unsupported_grant_type"),
        ({"grant_type": ""}, "invalid_request"),
        ({"grant_type": "client_credentials"}, "unauthorized_client"),
        ({"resource": "https://elsewhere.test"}, "invalid_target"),
    ],
)
def test_refuses_what_does_not_belong_together(bench, changes, error):
    """Each with the error code that the RFCs have for it."""
    assert (400, error) == refusal(bench.exchange(bench.code(), **changes))


def test_a_wrong_verifier_uses_the_code_up(bench):
    """There is no second guess."""
    code = bench.code()
    bench.exchange(code, code_verifier="v" * 50)
    assert (400, "invalid_grant") == refusal(bench.exchange(code))


def test_the_verifier_of_the_rfc_fits_its_challenge():
    """RFC 7636, appendix B."""
    assert "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" == s256("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")


def test_a_code_is_for_the_client_that_asked(bench):
    """Another client that has got hold of it gets nothing, and does not use it up."""
    code = bench.code()
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, "code_verifier": VERIFIER}
    assert (400, "invalid_grant") == refusal(bench.token({**form, "client_id": "phone"}, client=None))
    assert 200 == bench.token(form).status_code


def test_a_public_client_says_who_it_is_and_proves_it_by_pkce(bench):
    """No secret; the redirect URI is the one it has."""
    code = answer(bench.auth.approve(bench.url(client_id="phone", redirect_uri="")))["code"]
    form = {"grant_type": "authorization_code", "code": code, "code_verifier": VERIFIER, "client_id": "phone"}
    assert 200 == bench.token(form, client=None).status_code


def test_a_token_is_for_the_resource_that_was_asked_for(bench):
    """RFC 8707: at the authorization endpoint or at the token endpoint, but not another one than was granted."""
    code = bench.code(resource="https://payroll.test", scope="orders:read")
    assert "https://payroll.test" == claims_of(bench.exchange(code).json()["access_token"])["aud"]
    code = bench.code(resource="https://payroll.test")
    assert (400, "invalid_target") == refusal(bench.exchange(code, resource="https://orders.test"))


# ---------------------------------------------------------------------- client authentication


@pytest.mark.parametrize(
    "client", [("shop", "wrong"), ("stranger", "shop secret"), ("shop", ""), ("phone", "something"), ("", "")]
)
def test_an_unknown_client_and_a_wrong_secret_are_refused_alike(bench, client):
    """401, with a challenge for the scheme that was used (RFC 6749, section 5.2)."""
    found = bench.token({"grant_type": "client_credentials"}, client)
    assert (401, "invalid_client") == refusal(found)
    assert found.headers["WWW-Authenticate"].startswith("Basic ")


@pytest.mark.parametrize("header", ["Basic", "Basic ???", "Basic /w==", "Bearer abc", "nonsense"])
def test_a_header_that_makes_no_sense_is_no_proof(bench, header):
    """401 as well, never a failure of the server."""
    found = bench.post("/token", {"grant_type": "client_credentials"}, Authorization=header)
    assert (401, "invalid_client") == refusal(found)


def test_a_secret_may_be_in_the_body(bench):
    """client_secret_post; in both places at once it is refused."""
    form = {"grant_type": "client_credentials", "client_id": "reports", "client_secret": "reports secret"}
    assert 200 == bench.token(form, client=None).status_code
    assert (400, "invalid_request") == refusal(bench.token(form, client=("reports", "reports secret")))


def test_a_client_id_in_the_body_has_to_be_the_one_in_the_header(bench):
    """Or one would not know who is asking."""
    form = {"grant_type": "client_credentials", "client_id": "shop"}
    assert (400, "invalid_request") == refusal(bench.token(form, client=("reports", "reports secret")))


def test_id_and_secret_are_form_encoded_inside_basic(bench):
    """RFC 6749, section 2.3.1: or a colon in an id would end it."""
    bench.auth.add_client(Client("a:b", "p+q r%", grants=("client_credentials",)))
    assert 200 == bench.token({"grant_type": "client_credentials"}, ("a:b", "p+q r%")).status_code


@pytest.mark.parametrize("content", [b"grant_type=a&grant_type=b", b"\xff\xfe", b"%ff=1", b"&" * 500 + b"a=1" * 500])
def test_a_body_that_is_no_form_is_refused(bench, content):
    """Repeated parameters, bytes that are no UTF-8, too many fields."""
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Authorization": basic(*SHOP)}
    status, error = refusal(bench.send("POST", "/token", content, headers))
    assert (400, "invalid_request") == (status, error)


def test_json_is_not_what_the_token_endpoint_takes(bench):
    """RFC 6749, section 4: form-encoded."""
    found = bench.send("POST", "/token", b'{"grant_type": "x"}', {"Content-Type": "application/json"})
    assert (400, "invalid_request") == refusal(found)


# ---------------------------------------------------------------------- refresh


def test_a_refresh_token_works_once_and_brings_its_successor(bench):
    """Rotation."""
    first = bench.exchange(bench.code()).json()
    second = bench.refresh(first["refresh_token"]).json()
    third = bench.refresh(second["refresh_token"])
    assert 200 == third.status_code
    assert first["refresh_token"] != second["refresh_token"]
    assert claims_of(first["access_token"])["sub"] == claims_of(second["access_token"])["sub"]


def test_a_refresh_token_that_comes_back_voids_all_its_successors(bench):
    """RFC 9700, section 4.14.2."""
    first = bench.exchange(bench.code()).json()["refresh_token"]
    second = bench.refresh(first).json()["refresh_token"]
    assert (400, "invalid_grant") == refusal(bench.refresh(first))
    assert (400, "invalid_grant") == refusal(bench.refresh(second))


def test_one_family_does_not_pay_for_another(bench):
    """What came of another code stays valid."""
    first = bench.exchange(bench.code()).json()["refresh_token"]
    other = bench.exchange(bench.code()).json()["refresh_token"]
    bench.refresh(first)
    bench.refresh(first)
    assert 200 == bench.refresh(other).status_code


def test_a_refresh_may_ask_for_less_and_never_for_more(bench):
    """RFC 6749, section 6. The next one may have all of it again."""
    token = bench.exchange(bench.code(scope="orders:read orders:write")).json()["refresh_token"]
    less = bench.refresh(token, scope="orders:read").json()
    assert "orders:read" == less["scope"]
    again = bench.refresh(less["refresh_token"]).json()
    assert "orders:read orders:write" == again["scope"]
    assert (400, "invalid_scope") == refusal(bench.refresh(again["refresh_token"], scope="email"))


def test_a_refresh_token_is_for_its_client_and_dies_of_disuse(bench):
    """Nobody else's, and 30 days."""
    token = bench.exchange(bench.code()).json()["refresh_token"]
    form = {"grant_type": "refresh_token", "refresh_token": token, "client_id": "phone"}
    assert (400, "invalid_grant") == refusal(bench.token(form, client=None))
    bench.clock.now += 30 * 86400
    assert (400, "invalid_grant") == refusal(bench.refresh(token))


def test_a_revoked_refresh_token_is_void_with_its_successors(bench):
    """RFC 7009; 200 for unknown tokens as well, and others' stay as they are."""
    token = bench.exchange(bench.code()).json()["refresh_token"]
    other = bench.post("/revoke", {"token": token, "client_id": "phone"})
    assert (200, 200) == (other.status_code, bench.refresh(token).status_code)
    token = bench.exchange(bench.code()).json()["refresh_token"]
    second = bench.refresh(token).json()["refresh_token"]
    gone = [bench.post("/revoke", {"token": t}, Authorization=basic(*SHOP)).status_code for t in (token, "unknown")]
    assert [200, 200] == gone
    assert (400, "invalid_grant") == refusal(bench.refresh(second))


# ---------------------------------------------------------------------- client credentials


def test_a_client_gets_a_token_for_itself(bench):
    """Its own name is the subject, its own scopes are all; no refresh token (RFC 6749, section 4.4.3)."""
    body = bench.token({"grant_type": "client_credentials"}, ("reports", "reports secret")).json()
    claims = claims_of(body["access_token"])
    assert ("reports", "orders:read reports:write") == (claims["sub"], claims["scope"])
    assert "refresh_token" not in body


def test_a_client_may_ask_for_less_and_never_for_more(bench):
    """invalid_scope."""
    form = {"grant_type": "client_credentials", "scope": "orders:read"}
    client = ("reports", "reports secret")
    assert "orders:read" == bench.token(form, client).json()["scope"]
    assert (400, "invalid_scope") == refusal(bench.token({**form, "scope": "orders:write"}, client))


def test_a_public_client_gets_no_token_for_itself(bench):
    """It can't prove who it is."""
    bench.auth.add_client(Client("open", None, grants=("client_credentials",)))
    form = {"grant_type": "client_credentials", "client_id": "open"}
    assert (400, "unauthorized_client") == refusal(bench.token(form, client=None))


# ---------------------------------------------------------------------- userinfo


def userinfo(bench, token):
    return bench.get("/userinfo", Authorization=f"Bearer {token}")


def test_userinfo_tells_what_the_scope_allows(bench):
    """sub always, name with profile, email with email."""
    bench.auth.add_user(User("ada", "pw", "u-9", "Ada", "ada@example.org"))
    plain = bench.exchange(bench.code("ada")).json()["access_token"]
    more = bench.exchange(bench.code("ada", scope="openid profile email")).json()["access_token"]
    assert {"sub": "u-9"} == userinfo(bench, plain).json()
    assert {"sub": "u-9", "name": "Ada", "email": "ada@example.org"} == userinfo(bench, more).json()


@pytest.mark.parametrize("kind", sorted(AuthBench().auth.forge.one_of_each()))
def test_userinfo_is_not_fooled_by_a_bad_token(bench, kind):
    """invalid_token (RFC 6750, section 3.1)."""
    options = {"audience": "https://auth.test/userinfo", "scope": "openid"}
    assert 200 == userinfo(bench, bench.auth.issue(**options)).status_code
    if kind in ("early", "wrong_audience"):
        options = {"scope": "openid"}
    found = userinfo(bench, bench.auth.forge.one_of_each(**options)[kind])
    assert (401, True) == (found.status_code, 'error="invalid_token"' in found.headers["WWW-Authenticate"])


def test_userinfo_asks_for_a_token_and_for_the_right_scope(bench):
    """401 without an error code, 403 with insufficient_scope."""
    without = bench.get("/userinfo")
    assert (401, 'Bearer realm="auth server"') == (without.status_code, without.headers["WWW-Authenticate"])
    other = userinfo(bench, bench.auth.issue(audience="https://auth.test/userinfo"))
    assert (403, True) == (other.status_code, "insufficient_scope" in other.headers["WWW-Authenticate"])
    assert 401 == userinfo(bench, bench.auth.issue("u-0", audience="https://auth.test/userinfo")).status_code


def test_userinfo_follows_the_servers_clock(bench):
    """A token ends when the server says so."""
    token = bench.exchange(bench.code()).json()["access_token"]
    bench.clock.now += 299
    assert 200 == userinfo(bench, token).status_code
    bench.clock.now += 1
    assert 401 == userinfo(bench, token).status_code
