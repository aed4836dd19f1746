"""The auth server's tokens and keys: good ones that other libraries accept, bad ones that they refuse."""

import base64
import hmac
import json

import httpx
import joserfc.errors
import pytest
from auth_bench import NOW, AuthBench
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from joserfc import jws, jwt
from joserfc.jwk import KeySet

from grader.harness.asgi import respond
from mocks.auth_server import AuthServer, claims_of, header_of
from mocks.auth_server.keys import _COUNTERS, rsa_key
from mocks.service import SystemClock

AUDIENCE = "https://orders.test"


@pytest.fixture
def bench() -> AuthBench:
    return AuthBench()


def accepted(token: str, jwks: dict) -> dict:
    """The claims, if a second library, joserfc, finds signature and claims in order at NOW. It raises otherwise."""
    found = jwt.decode(token, KeySet.import_key_set(jwks), algorithms=["RS256", "ES256"])
    if found.header.get("typ") != "at+jwt":
        raise joserfc.errors.InvalidClaimError("typ")
    rules = {
        "iss": {"essential": True, "value": "https://auth.test"},
        "sub": {"essential": True},
        "exp": {"essential": True},
    }
    jwt.JWTClaimsRegistry(now=NOW, aud={"essential": True, "value": AUDIENCE}, **rules).validate(found.claims)
    return found.claims


# ---------------------------------------------------------------------- good tokens


@pytest.mark.parametrize("alg", ["RS256", "ES256"])
def test_issues_tokens_that_another_library_accepts(bench, alg):
    """Signed by the key that the key set has under the token's kid."""
    token = bench.auth.issue("u-7", alg=alg, lifetime=90, scope="a b", client="app")
    claims = accepted(token, bench.auth.jwks)
    claims.pop("jti")
    expected = {"iss": "https://auth.test", "sub": "u-7", "aud": AUDIENCE, "client_id": "app", "scope": "a b"}
    assert {**expected, "iat": NOW, "exp": NOW + 90} == claims
    assert {"alg": alg, "typ": "at+jwt", "kid": bench.auth.kid(alg)} == header_of(token)


def test_issues_what_a_test_asks_for(bench):
    """Claims and headers can be added, replaced and left out."""
    token = bench.auth.issue(claims={"aud": ["a", "b"], "role": "admin"}, without=("sub",), headers={"typ": None})
    claims = claims_of(token)
    assert (["a", "b"], "admin", False) == (claims["aud"], claims["role"], "sub" in claims)
    assert "typ" not in header_of(token)


def test_the_same_script_gives_the_same_tokens():
    """Two servers of one seed sign alike, with either algorithm; another seed is another server."""
    first, second, other = AuthBench(), AuthBench(), AuthBench(seed=1)
    for alg in ("RS256", "ES256"):
        token = first.auth.issue(alg=alg)
        assert token == second.auth.issue(alg=alg)
        with pytest.raises(joserfc.errors.BadSignatureError):
            accepted(token, other.auth.jwks)


def test_no_two_tokens_have_the_same_id(bench):
    """Even in the same second."""
    ids = {claims_of(bench.auth.issue())["jti"] for _ in range(5)}
    assert 5 == len(ids)


# ---------------------------------------------------------------------- bad tokens

KINDS = sorted(AuthBench().auth.forge.one_of_each())


@pytest.mark.parametrize("kind", KINDS)
def test_every_bad_token_is_refused_by_another_library(bench, kind):
    """Each is bad in the eyes of joserfc, too; the honest one beside it is not."""
    accepted(bench.auth.issue(), bench.auth.jwks)
    with pytest.raises((joserfc.errors.JoseError, ValueError)):
        accepted(bench.auth.forge.one_of_each()[kind], bench.auth.jwks)


@pytest.mark.parametrize("name", ["none", "None", "nOnE"])
def test_an_unsigned_token_says_so_in_any_spelling(bench, name):
    """Three parts, the last one empty."""
    token = bench.auth.forge.unsigned(name)
    assert (name, "") == (header_of(token)["alg"], token.split(".")[2])


@pytest.mark.parametrize("form", ["pem", "pem stripped", "der", "jwk"])
def test_a_confused_token_is_a_good_one_for_whoever_takes_the_public_key_as_a_secret(bench, form):
    """HMAC with the bytes of the public key fits. (joserfc refuses to take them: so this is the standard library.)"""
    key = bench.auth._keys.find(bench.auth.kid("RS256"))
    secret = {
        "pem": key.public_bytes(Encoding.PEM),
        "pem stripped": key.public_bytes(Encoding.PEM).strip(),
        "der": key.public_bytes(Encoding.DER),
        "jwk": json.dumps(key.jwk).encode(),
    }
    token = bench.auth.forge.confused(form)
    signed, _, signature = token.rpartition(".")
    digest = base64.urlsafe_b64encode(hmac.digest(secret[form], signed.encode(), "sha256"))
    assert digest.rstrip(b"=").decode() == signature
    assert {"alg": "HS256", "typ": "at+jwt", "kid": key.kid} == header_of(token)


def test_a_pointing_token_is_a_good_one_for_whoever_fetches_the_keys_there(bench):
    """The stranger's key set verifies it: nothing but where the keys are from is wrong with it."""
    token = bench.auth.forge.pointing("jku", "https://stranger.test/keys")
    assert "u-1001" == accepted(token, bench.auth.forge.stranger_jwks())["sub"]


def test_an_embedded_key_is_the_one_that_signed(bench):
    """The token verifies with the key that it has with it."""
    token = bench.auth.forge.embedded_key()
    key = header_of(token)["jwk"]
    assert "u-1001" == accepted(token, {"keys": [key]})["sub"]


def test_another_algorithm_is_really_used(bench):
    """RS512 with the server's key: it verifies for whoever allows it."""
    token = bench.auth.forge.other_algorithm("RS512")
    jwks = bench.auth.jwks
    for key in jwks["keys"]:
        del key["alg"]
    found = jwt.decode(token, KeySet.import_key_set(jwks), algorithms=["RS512"])
    assert "u-1001" == found.claims["sub"]


def test_a_tampered_token_keeps_its_signature(bench):
    """Only the payload differs."""
    twin = AuthBench()
    good, bad = twin.auth.issue().split("."), bench.auth.forge.tampered({"sub": "u-1002"}).split(".")
    assert [True, False, True] == [a == b for a, b in zip(good, bad, strict=True)]


def test_expired_and_early_tokens_are_off_by_as_much_as_asked(bench):
    """``by`` seconds ago, ``by`` seconds ahead; the lifetime is as asked."""
    expired = claims_of(bench.auth.forge.expired(by=10, lifetime=30))
    assert (NOW - 40, NOW - 10) == (expired["iat"], expired["exp"])
    assert NOW + 15 == claims_of(bench.auth.forge.early(by=15))["nbf"]


def test_raw_tokens_are_signed_whatever_is_in_them(bench):
    """Header and payload may be anything; the signature is the server's own."""
    header = {"alg": "ES256", "kid": bench.auth.kid()}
    found = jws.deserialize_compact(
        bench.auth.forge.raw(header, b"no json"), KeySet.import_key_set(bench.auth.jwks), algorithms=["ES256"]
    )
    assert b"no json" == found.payload


# ---------------------------------------------------------------------- keys


def test_publishes_public_keys_only(bench):
    """Over HTTP, as a JWK Set: one key of each algorithm, nothing private, and for how long it may be kept."""
    answer = bench.get("/jwks.json")
    keys = answer.json()["keys"]
    public = {"kty", "kid", "use", "alg", "n", "e", "crv", "x", "y"}
    assert [("rsa-1", "RS256"), ("ec-1", "ES256")] == [(key["kid"], key["alg"]) for key in keys]
    assert set() == {name for key in keys for name in key} - public
    assert ("application/jwk-set+json", "public, max-age=300") == (
        answer.headers["Content-Type"],
        answer.headers["Cache-Control"],
    )


def test_after_a_rotation_the_old_key_is_still_published(bench):
    """New tokens have the new key, old ones still verify."""
    old = bench.auth.issue()
    kid = bench.auth.rotate()
    assert ("ec-2", "ec-2") == (kid, header_of(bench.auth.issue())["kid"])
    assert "u-1001" == accepted(old, bench.auth.jwks)["sub"]


def test_a_retired_key_is_published_no_more(bench):
    """What it signed is not to be believed from then on."""
    old = bench.auth.issue()
    bench.auth.rotate()
    bench.auth.retire("ec-1")
    with pytest.raises(joserfc.errors.InvalidKeyIdError):
        accepted(old, bench.auth.jwks)


def test_an_older_key_can_sign_as_long_as_it_is_published(bench):
    """A test may ask for a token of the key before."""
    bench.auth.rotate()
    assert "ec-1" == header_of(bench.auth.issue(kid="ec-1"))["kid"]
    bench.auth.retire("ec-1")
    with pytest.raises(LookupError):
        bench.auth.issue(kid="ec-1")


def test_tells_the_observer_which_key_signs(bench):
    """One lane for each algorithm, whose name says what it is."""
    bench.auth.rotate("RS256")
    keys = (("RS256", "rsa-1"), ("ES256", "ec-1"), ("RS256", "rsa-2"))
    names = [(f"auth server signs {alg} with", kid) for alg, kid in keys]
    assert names == bench.seen


def test_rotates_more_often_than_there_are_ready_keys(bench):
    """A key that is not in the pool is made on the spot."""
    for _ in range(len(_COUNTERS) - 1):
        kid = bench.auth.rotate("RS256")
    assert "u-1001" == accepted(bench.auth.issue(alg="RS256", kid=kid), bench.auth.jwks)["sub"]


def test_no_two_ready_keys_are_the_same():
    """Nine key pairs, and two servers of neighbouring seeds share none at first."""
    moduli = {rsa_key(number).public_key().public_numbers().n for number in range(len(_COUNTERS))}
    assert len(_COUNTERS) == len(moduli)


@pytest.mark.parametrize("number", range(len(_COUNTERS)))
def test_a_ready_key_is_a_sound_one(number):
    """OpenSSL's own check: p and q are primes, the numbers fit together. It takes 100 ms, so the mock skips it."""
    key = rsa_key(number)
    assert 2048 == key.key_size
    assert isinstance(key.private_numbers().private_key(unsafe_skip_rsa_key_validation=False), rsa.RSAPrivateKey)


# ---------------------------------------------------------------------- discovery


@pytest.mark.parametrize("name", ["openid-configuration", "oauth-authorization-server"])
def test_tells_where_everything_is(bench, name):
    """Every address in the discovery document is one of this server's, and is there."""
    found = bench.get(f"/.well-known/{name}").json()
    assert "https://auth.test" == found["issuer"]
    addresses = [value for key, value in found.items() if key.endswith(("_endpoint", "jwks_uri"))]
    missing = [url for url in addresses if 404 == bench.get(url.removeprefix("https://auth.test")).status_code]
    assert (5, []) == (len(addresses), missing)


def test_on_loopback_its_name_is_the_address_at_which_it_is_asked():
    """So that curl can follow what the discovery document says, and the tokens fit."""
    app = AuthServer(SystemClock()).app

    def get(path):
        return respond(app, httpx.Request("GET", f"http://127.0.0.1:8100{path}"))

    assert "http://127.0.0.1:8100/jwks.json" == get("/.well-known/openid-configuration").json()["jwks_uri"]
    assert "http://127.0.0.1:8100" == claims_of(get("/lab/token").text)["iss"]
    assert KINDS == sorted(get("/lab/bad").json())
    assert get("/lab/bad/unsigned").text.endswith(".\n")
    assert 404 == get("/lab/bad/nonsense").status_code


def test_on_loopback_keys_can_be_turned_by_hand():
    """Rotate, and retire the old one."""
    app = AuthServer(SystemClock()).app

    def ask(method, path):
        return respond(app, httpx.Request(method, f"http://127.0.0.1:8100{path}"))

    assert {"kid": "ec-2"} == ask("POST", "/lab/rotate").json()
    assert [204, 404] == [ask("POST", "/lab/retire/ec-1").status_code for _ in range(2)]
    assert ["rsa-1", "ec-2"] == [key["kid"] for key in ask("GET", "/jwks.json").json()["keys"]]


def test_in_a_test_there_is_no_lab(bench):
    """A student's code shares the network with the test: it must not be able to ask for a token."""
    assert 404 == bench.get("/lab/token").status_code
    assert "lab" not in json.dumps(bench.get("/openapi.json").json()["paths"])
