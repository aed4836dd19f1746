"""The hidden suite of tokens. Nothing in it goes beyond exercises/tokens/README.md."""

import base64
import functools
import hashlib
import hmac
import json
import math
import re

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from jwt.utils import der_to_raw_signature

from grader.suite import explain, hang, status

AUTH = "auth.test"
JWKS = "https://auth.test/jwks.json"
KEYS = "keys.test"
EVIL = "evil.test"
ISSUER = "https://auth.test"
AUDIENCE = "https://orders.test"
CLAIMS = {"iss", "sub", "roles", "aud", "iat", "exp", "jti"}


# ---------------------------------------------------------------------- tokens, good and bad


class Key:
    """A key pair by the name of ``kid``. The same number gives the same pair."""

    def __init__(self, kid, number=1, algorithm="ES256"):
        self.kid = kid
        self.algorithm = algorithm
        self.private = ec.derive_private_key(number, ec.SECP256R1()) if algorithm == "ES256" else rsa_key()
        self.public = self.private.public_key()

    @property
    def pem(self):
        return self.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()

    @property
    def jwk(self):
        maker = jwt.get_algorithm_by_name(self.algorithm)
        return {**maker.to_jwk(self.public, as_dict=True), "kid": self.kid, "use": "sig", "alg": self.algorithm}

    def sign(self, header, claims):
        """Sign any header and any payload, however wrong."""
        signed = f"{encoded(header)}.{encoded(claims)}"
        return f"{signed}.{encoded(self.signature(signed.encode()))}"

    def signature(self, signed):
        """The same one for the same bytes."""
        if self.algorithm != "ES256":
            return jwt.get_algorithm_by_name(self.algorithm).sign(signed, self.private)
        repeatable = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
        return der_to_raw_signature(self.private.sign(signed, repeatable), self.private.curve)


@functools.cache
def rsa_key():
    """Always the same one: its primes are hashes of a text with a counter that makes them primes."""
    p, q = (hashed(f"tokens {name} {count}") for name, count in (("p", 534), ("q", 26)))
    d = pow(65537, -1, math.lcm(p - 1, q - 1))
    public = rsa.RSAPublicNumbers(65537, p * q)
    numbers = rsa.RSAPrivateNumbers(p, q, d, d % (p - 1), d % (q - 1), pow(q, -1, p), public)
    return numbers.private_key(unsafe_skip_rsa_key_validation=True)


def hashed(words):
    return int.from_bytes(hashlib.shake_256(words.encode()).digest(128)) | (0b11 << 1022) | 1


def encoded(value):
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def part(token, index):
    """The header (0) or the claims (1) of a token, whether it is good or not."""
    try:
        piece = token.split(".")[index]
        found = json.loads(base64.urlsafe_b64decode(piece + "=" * (-len(piece) % 4)))
    except (AttributeError, IndexError, ValueError):
        found = None
    assert isinstance(found, dict), explain(
        expected="a text of three parts, header.claims.signature", happened="the token can't be read as one"
    )
    return found


class Bench:
    """Our auth server's keys, and tokens that are as good as a test lets them be."""

    def __init__(self, clock):
        self.clock = clock
        self.signer = Key("ours-1", 11)
        self.rsa = Key("ours-2", algorithm="RS256")
        self.stranger = Key("ours-1", 99)

    @property
    def jwks(self):
        return {"keys": [self.signer.jwk, self.rsa.jwk]}

    def issue(self, subject="jane", *, lifetime=300, key=None, headers=None, without=(), **claims):
        """``lifetime`` in seconds from now. A header or claim of None is left out."""
        key = key or self.signer
        now = int(self.clock.time())
        good = {"iss": ISSUER, "sub": subject, "aud": AUDIENCE, "iat": now, "exp": now + lifetime, "jti": "1"}
        payload = {name: value for name, value in {**good, **claims}.items() if name not in without}
        header = {"alg": key.algorithm, "typ": "JWT", "kid": key.kid, **(headers or {})}
        return key.sign({name: value for name, value in header.items() if value is not None}, payload)

    def unsigned(self, algorithm):
        return f"{encoded({'alg': algorithm, 'typ': 'JWT', 'kid': 'ours-1'})}.{self.issue().split('.')[1]}."

    def confused(self, key, secret):
        """Signed with HS256 and the public key as the secret."""
        signed = f"{encoded({'alg': 'HS256', 'typ': 'JWT', 'kid': key.kid})}.{self.issue().split('.')[1]}"
        return f"{signed}.{encoded(hmac.digest(secret, signed.encode(), 'sha256'))}"


@pytest.fixture
def bench(clock):
    return Bench(clock)


def issue(student, bench, user, **options):
    given = {"key": bench.signer.pem, "kid": bench.signer.kid, "issuer": ISSUER, "audience": AUDIENCE}
    return student.issue_token(user, **{**given, **options})


def verify(student, bench, token, **options):
    return student.verify_token(token, **{"jwks": bench.jwks, "issuer": ISSUER, "audience": AUDIENCE, **options})


def accepts(student, bench, token=None, **options):
    """See that a good token is accepted: a verifier that refuses everything resists nothing."""
    claims = verify(student, bench, token or bench.issue("omar"), **options)
    subject = claims.get("sub") if isinstance(claims, dict) else claims
    assert subject == "omar", explain("the claims of a good token, for omar", f"what came back says {subject!r}")


def refuses(student, bench, tokens, why):
    """See that a good token is accepted and each of these is not. ``tokens``: by what is wrong with them."""
    accepts(student, bench)
    for wrong, token in tokens.items():
        with student.raises("TokenInvalid", why=why, tried=wrong):
            verify(student, bench, token)


def is_signed_by(key, token):
    """See that the key's public half confirms the token."""
    try:
        jwt.PyJWS().decode(token, key.public, algorithms=[key.algorithm])
    except jwt.PyJWTError:
        signed = False
    else:
        signed = True
    assert signed, explain("a signature that the public key confirms, with ES256", "the public key does not confirm it")


# ---------------------------------------------------------------------- issue


@pytest.mark.task("issue")
def test_the_token_is_signed_with_the_key_that_it_names(student, bench):
    """A token says ES256 and the key's name in its header, and the public key confirms it."""
    for key in (Key("2026-01", 21), Key("2026-02", 22)):
        token = issue(student, bench, {"id": "u-17", "roles": ["reader"]}, key=key.pem, kid=key.kid)
        header = part(token, 0)
        found = (header.get("alg"), header.get("kid"))
        wanted = ("ES256", key.kid)
        assert found == wanted, explain(f"alg and kid to be {wanted} in the header", f"they are {found}")
        is_signed_by(key, token)


@pytest.mark.task("issue", points=2)
def test_nothing_else_of_the_user_travels(student, bench):
    """The payload has exactly the seven claims; a password hash or an address stays at home."""
    user = {"id": "jane", "roles": ["editor", "admin"], "password_hash": "scrypt$9f", "email": "jane@home.test"}
    claims = part(issue(student, bench, {**user, "name": "Jane", "iban": "DE02 1203"}, audience="https://b.test"), 1)
    assert set(claims) == CLAIMS, explain(
        expected=f"exactly these claims: {', '.join(sorted(CLAIMS))}",
        happened=f"the payload has {', '.join(sorted(claims))}",
        why="the payload is only encoded, not encrypted: whoever holds the token reads it",
    )
    found = {name: claims[name] for name in ("iss", "sub", "roles", "aud")}
    wanted = {"iss": ISSUER, "sub": "jane", "roles": ["editor", "admin"], "aud": "https://b.test"}
    assert found == wanted, explain(f"the claims {wanted}", f"they are {found}")


@pytest.mark.task("issue")
def test_the_token_lives_as_long_as_asked(student, bench, clock):
    """A token is issued now and ends after its lifetime, a quarter of an hour unless told otherwise."""
    clock.advance(86_400)
    for options, lifetime in (({}, 900), ({"lifetime": 60}, 60)):
        claims = part(issue(student, bench, {"id": "jane"}, **options), 1)
        found = (claims.get("iat"), claims.get("exp"))
        wanted = (int(clock.time()), int(clock.time()) + lifetime)
        assert found == wanted, explain(
            expected=f"iat {wanted[0]} and exp {wanted[1]}: whole seconds since 1970, {lifetime} apart",
            happened=f"iat and exp are {found}",
        )


@pytest.mark.task("issue")
def test_each_token_has_an_id_of_its_own(student, bench):
    """Two tokens for the same user in the same second have different ids."""
    ids = [part(issue(student, bench, {"id": "jane"}), 1).get("jti") for _ in range(3)]
    assert None not in ids, explain("a jti in each token", "there is none")
    assert len(set(map(str, ids))) == 3, explain(
        expected="three different jti in three tokens",
        happened=f"they are {ids}",
        why="a stolen token can only be put on a list of revoked ones if its id is no other token's",
    )


@pytest.mark.task("issue")
def test_the_subject_is_text_and_roles_are_a_list(student, bench):
    """A user with a number for an id and without roles gets a text as subject and an empty list."""
    claims = part(issue(student, bench, {"id": 4711}), 1)
    found = (claims.get("sub"), claims.get("roles"))
    assert found == ("4711", []), explain(
        expected="sub '4711' and roles []",
        happened=f"sub and roles are {found}",
        why="RFC 7519 wants a text as subject",
    )


# ---------------------------------------------------------------------- verify


@pytest.mark.task("verify")
def test_a_good_token_gives_its_claims(student, bench):
    """A good token is accepted, signed with ES256 or RS256, and all its claims come back."""
    for key in (bench.signer, bench.rsa):
        token = bench.issue("omar", key=key, roles=["reader"], tenant=3)
        claims = verify(student, bench, token)
        assert claims == part(token, 1), explain(
            expected=f"the claims of a good token that is signed with {key.algorithm}", happened=f"it gave {claims!r}"
        )


@pytest.mark.task("verify", points=2)
def test_the_end_is_at_exp_to_the_second(student, bench, clock):
    """A second before exp a token is good; at exp it is expired."""
    token = bench.issue("omar", lifetime=120)
    clock.advance(119)
    accepts(student, bench, token)
    clock.advance(1)
    with student.raises("TokenExpired", why="RFC 7519: on or after exp a token must not be accepted"):
        verify(student, bench, token)
    clock.advance(86_400)
    with student.raises("TokenExpired", why="it was expired yesterday already"):
        verify(student, bench, token)


@pytest.mark.task("verify", points=2)
def test_leeway_moves_both_ends(student, bench, clock):
    """With a leeway of 30 s a token is good 30 s early and until 30 s after exp, and no longer."""
    token = bench.issue("omar", lifetime=100, nbf=int(clock.time()) + 60)
    clock.advance(29)
    with student.raises("TokenNotYetValid", why="31 seconds early is more than the leeway of 30"):
        verify(student, bench, token, leeway=30)
    clock.advance(1)
    accepts(student, bench, token, leeway=30)
    clock.advance(99)
    accepts(student, bench, token, leeway=30)
    clock.advance(1)
    with student.raises("TokenExpired", why="a leeway forgives a clock, it does not make tokens live for ever"):
        verify(student, bench, token, leeway=30)


@pytest.mark.task("verify", points=2)
def test_a_token_for_later_is_not_yet_valid(student, bench, clock):
    """Before nbf a token is refused as not yet valid; from nbf on it is good."""
    token = bench.issue("omar", nbf=int(clock.time()) + 45)
    with student.raises("TokenNotYetValid", why="its owner has access from then on, not from now"):
        verify(student, bench, token)
    clock.advance(44)
    with student.raises("TokenNotYetValid", why="it is still a second too early"):
        verify(student, bench, token)
    clock.advance(1)
    accepts(student, bench, token)


@pytest.mark.task("verify", points=2)
def test_a_token_for_another_service_is_refused(student, bench):
    """A token whose audience is not ours is refused, however similar the name."""
    others = ("https://billing.test", "https://orders.test.evil.test", "https://orders.tes", "https://ORDERS.test")
    why = "or the token that a user gave to the smallest of all services opens this one"
    refuses(student, bench, {f"aud {name}": bench.issue(aud=name) for name in others}, why)


@pytest.mark.task("verify")
def test_the_audience_may_be_a_list(student, bench):
    """A token for several services is good for each of them, and for no other."""
    accepts(student, bench, bench.issue("omar", aud=["https://billing.test", AUDIENCE]))
    lists = {"aud is a list of others": ["https://a.test", "https://b.test"], "aud is an empty list": []}
    tokens = {wrong: bench.issue(aud=audience) for wrong, audience in lists.items()}
    refuses(student, bench, tokens, "it is meant for other services")


@pytest.mark.task("verify")
def test_a_token_of_another_issuer_is_refused(student, bench):
    """A token that is signed by a known key but says another issuer is refused."""
    others = ("https://auth.test.evil.test", "https://auth", "auth.test", "https://auth.test/")
    why = "several issuers may publish keys that you know; each speaks only for itself"
    refuses(student, bench, {f"iss {name}": bench.issue(iss=name) for name in others}, why)


@pytest.mark.task("verify")
def test_a_token_without_a_needed_claim_is_refused(student, bench):
    """A token without iss, sub, aud or exp is refused."""
    tokens = {f"no {claim}": bench.issue(without=[claim]) for claim in ("iss", "sub", "aud", "exp")}
    refuses(student, bench, tokens, "a claim that isn't there can't be checked, and without exp a token never ends")


@pytest.mark.task("verify")
def test_the_key_is_found_by_its_name(student, bench):
    """Among several keys the one with the token's kid is used; keys of an unknown kind don't disturb."""
    newer = Key("ours-3", 31)
    odd = [{"kty": "XYZ", "kid": "odd-1"}, {"kty": "EC", "crv": "P-0", "kid": "odd-2"}, {"kty": "XYZ"}]
    ours = [bench.signer.jwk, newer.jwk, bench.rsa.jwk]
    for key in (bench.signer, newer):
        for keys in ([*odd, *ours], [*ours[::-1], *odd]):
            accepts(student, bench, bench.issue("omar", key=key), jwks={"keys": keys})


@pytest.mark.task("verify")
def test_the_signature_comes_first(student, bench, clock):
    """A forged token is invalid, even if it says that it has expired or begins later."""
    tokens = {
        "a stranger's signature, and expired": bench.issue(lifetime=5, key=bench.stranger),
        "a stranger's signature, and for later": bench.issue(nbf=int(clock.time()) + 50, key=bench.stranger),
    }
    clock.advance(10)
    refuses(student, bench, tokens, "nothing that a forged token says is worth repeating to anybody")


# ---------------------------------------------------------------------- forgery


@pytest.mark.task("forgery", points=2)
def test_no_signature_is_no_token(student, bench):
    """A token that says alg none is refused, in whatever spelling, and so is one whose signature is gone."""
    tokens = {f"alg {name}": bench.unsigned(name) for name in ("none", "None", "NONE", "nOnE", "")}
    tokens["signature cut off"] = bench.issue().rpartition(".")[0] + "."
    refuses(student, bench, tokens, "anybody can write a token that is not signed")


@pytest.mark.task("forgery", points=2)
def test_a_public_key_is_no_secret(student, bench):
    """A token signed with HS256 is refused, with a public key as the secret or a shared one from the set."""
    tokens = {}
    for key in (bench.rsa, bench.signer):
        pem = key.public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        der = key.public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        forms = {"PEM": pem, "PEM without its last newline": pem.strip(), "DER": der}
        tokens |= {f"{key.algorithm} key in {form}": bench.confused(key, secret) for form, secret in forms.items()}
    refuses(student, bench, tokens, "the public key is public: everybody could sign with it")
    secret = b"a shared key of 32 bytes or more"
    shared = {"kty": "oct", "k": encoded(secret), "kid": bench.signer.kid, "alg": "HS256", "use": "sig"}
    with student.raises("TokenInvalid", why="a shared key that stands in a published set is no secret either"):
        verify(student, bench, bench.confused(bench.signer, secret), jwks={"keys": [shared]})


@pytest.mark.task("forgery", points=2)
def test_a_changed_or_foreign_token_is_refused(student, bench):
    """A token whose claims were changed, or that a stranger signed in our key's name, is refused."""
    head, _, signature = bench.issue("jane").split(".")
    admin = bench.issue("jane", roles=["admin"], key=bench.stranger)
    good = bench.issue("jane", key=bench.rsa)
    tokens = {
        "more roles, the signature as it was": f"{head}.{admin.split('.')[1]}.{signature}",
        "another subject, the signature as it was": f"{head}.{bench.issue('omar').split('.')[1]}.{signature}",
        "the signature of another kind of key": f"{head}.{good.split('.')[1]}.{good.split('.')[2]}",
        "signed by a stranger": admin,
    }
    refuses(student, bench, tokens, "the signature is all that tells our tokens from anybody's")


@pytest.mark.task("forgery")
def test_a_key_that_nobody_published_opens_nothing(student, bench):
    """A token with a kid that is not in the set, or without one, is refused."""
    unknown = bench.issue(key=Key("nobodys", 41))
    tokens = {"unknown kid": unknown, "no kid": bench.issue(headers={"kid": None})}
    refuses(student, bench, tokens, "only keys that the auth server publishes count, and by their names")
    nameless = {name: value for name, value in bench.signer.jwk.items() if name != "kid"}
    with student.raises("TokenInvalid", why="a key without a name is passed over, even for a token that names none"):
        verify(student, bench, tokens["no kid"], jwks={"keys": [nameless, bench.rsa.jwk]})


@pytest.mark.task("forgery", points=2)
def test_a_token_does_not_bring_its_own_key(student, bench, network):
    """A token that names a key set of its own (jku), or carries a key (jwk), is refused, and nobody is asked."""
    keys = (bench.stranger, Key("evil-1", 98))
    network.serve(EVIL, lambda request: httpx.Response(200, json={"keys": [key.jwk for key in keys]}))
    tokens = {}
    for key in keys:
        tokens[f"jku, kid {key.kid}"] = bench.issue(key=key, headers={"jku": f"https://{EVIL}/jwks.json"})
        tokens[f"jwk, kid {key.kid}"] = bench.issue(key=key, headers={"jwk": key.jwk})
    refuses(student, bench, tokens, "who may choose the lock has a key to it")
    count = len(network.requests(EVIL))
    assert count == 0, explain("no request to the forger's host", f"there were {count}")


@pytest.mark.task("forgery", points=2)
def test_the_algorithm_is_the_keys(student, bench):
    """A token whose alg is not that of the key it names is refused."""
    tokens = {
        "RS256, but the key is for ES256": bench.issue(key=bench.rsa, headers={"kid": bench.signer.kid}),
        "ES256, but the key is for RS256": bench.issue(headers={"kid": bench.rsa.kid}),
        "says RS256, signed with ES256": bench.issue(headers={"alg": "RS256"}),
        "says ES384, signed with ES256": bench.issue(headers={"alg": "ES384"}),
        "says RS512, signed with RS256": bench.issue(key=bench.rsa, headers={"alg": "RS512"}),
        "an unheard-of algorithm": bench.issue(headers={"alg": "XX1"}),
        "no algorithm": bench.issue(headers={"alg": None}),
    }
    refuses(student, bench, tokens, "the header was written by whoever made the token")


@pytest.mark.task("forgery")
def test_garbage_is_an_invalid_token(student, bench):
    """What is no token at all is refused as invalid, never with another exception."""
    head, body, signature = bench.issue().split(".")
    words = ["", "x", "a.b", "....", "ä.ö.ü", f"{head}.{body}", f"{head}.{body}.{signature}.x", "Bearer " + head]
    words += [f"!.{body}.{signature}", f"{head}.%.{signature}", f"{head}.{body}.?", f"{body}.{head}.{signature}"]
    words += [f"{encoded(header)}.{body}.{signature}" for header in ([1, 2], b"{oops", b"\xff", 7)]
    tokens = {f"the text {short(word)}": word for word in words}
    tokens |= {f"the value {value!r}": value for value in (None, 7, 1.5, True, ["a.b.c"], {"a": 1})}
    refuses(student, bench, tokens, "where another exception gets out, a stranger turns your service into a 500")


@pytest.mark.task("forgery")
def test_contents_of_the_wrong_form_are_refused(student, bench):
    """A signed token whose kid or claims have the wrong form is refused as invalid."""
    odd = ({"exp": "soon"}, {"exp": None}, {"nbf": "later"}, {"aud": 7}, {"aud": None}, {"iss": 7}, {"sub": None})
    tokens = {f"claims {claims}": bench.issue(**claims) for claims in odd}
    tokens |= {f"kid {kid!r}": bench.issue(headers={"kid": kid}) for kid in (7, ["ours-1"], {"ours-1": 1})}
    header = {"alg": "ES256", "kid": "ours-1"}
    tokens |= {f"payload {payload!r}": bench.signer.sign(header, payload) for payload in (["omar"], 7, b"oops")}
    refuses(student, bench, tokens, "even our own auth server may have a bug, and a caller expects a TokenError")


def short(word):
    return repr(word if len(word) < 24 else f"{word[:10]}…{word[-8:]}")


# ---------------------------------------------------------------------- keys


def asked(network, host=AUTH):
    """How often somebody was asked for their keys."""
    return len(network.requests(host))


def names(auth):
    """The names of the keys that are published, oldest first."""
    return [jwk["kid"] for jwk in auth.jwks["keys"]]


def finds(cache, auth, kid):
    """See that the cache has this key."""
    found = cache.get(kid)
    wanted = next(jwk for jwk in auth.jwks["keys"] if jwk["kid"] == kid)
    assert found == wanted, explain(f"the key {kid} as it is published", f"get() gave {found!r}")


@pytest.mark.task("keys", points=2)
def test_keys_are_fetched_once_per_max_age(student, auth, network, clock):
    """The keys are fetched at the first get(), kept for max_age, and fetched once more after it."""
    cache = student.KeyCache(JWKS, max_age=100)
    counts = [asked(network)]
    for wait in (0, 95, 10, 85, 10):
        clock.advance(wait)
        for kid in (*names(auth), names(auth)[0]):
            finds(cache, auth, kid)
        counts.append(asked(network))
    assert counts == [0, 1, 1, 2, 2, 2], explain(
        expected="no request before the first get(), then one request for every 100 seconds",
        happened=f"at the start and after 0, 95, 105, 190 and 200 seconds there had been {counts} requests",
        why="a key server that is asked on every request is a bottleneck, and its outage everybody's",
        try_next="",
    )


@pytest.mark.task("keys", points=2)
def test_a_new_key_is_found_at_once(student, auth, network, clock):
    """After a rotation the new key's name leads to one request at once, and the earlier key stays good."""
    old = names(auth)[0]
    cache = student.KeyCache(JWKS)
    finds(cache, auth, old)
    clock.advance(5)
    new = auth.rotate()
    finds(cache, auth, new)
    finds(cache, auth, old)
    finds(cache, auth, new)
    assert asked(network) == 2, explain(
        expected="two requests: at the first use, and for the new name", happened=f"there were {asked(network)}"
    )


@pytest.mark.task("keys", points=2, needs="test_a_new_key_is_found_at_once")
def test_unknown_names_do_not_hammer_the_auth_server(student, auth, network, clock):
    """However many unknown names come, they cause one request in each cooldown, and TokenInvalid."""
    cache = student.KeyCache(JWKS, cooldown=20)
    finds(cache, auth, names(auth)[1])
    counts = []
    for wait in (0, 18, 4):
        clock.advance(wait)
        for number in range(6):
            with student.raises("TokenInvalid", why="a key that nobody has published makes no token good"):
                cache.get(f"evil-{wait}-{number}")
        counts.append(asked(network) - 1)
    assert counts == [1, 1, 2], explain(
        expected="one request for the unknown names of the first 20 seconds, and a second one after them",
        happened=f"after 0, 18 and 22 seconds they had caused {counts} requests",
        why="the name comes from whoever wrote the token: a stranger could make you flood the auth server",
    )


@pytest.mark.task("keys")
def test_a_rotation_amid_unknown_names_is_seen(student, auth, clock):
    """A key that is published during the cooldown is found once the cooldown is over."""
    old = names(auth)[0]
    cache = student.KeyCache(JWKS, max_age=1000, cooldown=10)
    finds(cache, auth, old)
    with student.raises("TokenInvalid"):
        cache.get("evil-1")
    clock.advance(5)
    new = auth.rotate()
    finds(cache, auth, old)
    clock.advance(6)
    finds(cache, auth, new)


@pytest.mark.task("keys")
def test_a_retired_key_is_forgotten(student, auth, clock):
    """A key that the auth server publishes no longer is worth nothing once the set has been renewed."""
    old = names(auth)[0]
    cache = student.KeyCache(JWKS, max_age=60)
    finds(cache, auth, old)
    new = auth.rotate()
    auth.retire(old)
    clock.advance(61)
    finds(cache, auth, new)
    with student.raises("TokenInvalid", why="keys are retired when they have leaked, too"):
        cache.get(old)


@pytest.mark.task("keys", points=2)
def test_known_keys_outlast_an_outage(student, auth, network, clock):
    """While the auth server is down, hangs, fails or talks nonsense, the last known keys are used."""
    old = names(auth)[0]
    cache = student.KeyCache(f"https://{KEYS}/set", max_age=50, cooldown=10)
    replies = [
        {"json": auth.jwks},
        {"status_code": 500, "json": {"keys": []}},
        {"text": "<html>"},
        {"json": {"error": "no"}},
        {"json": [1]},
    ]
    current = dict(replies[0])
    network.serve(KEYS, lambda request: httpx.Response(**{"status_code": 200, **current}))
    finds(cache, auth, old)
    for reply in replies[1:]:
        current.clear()
        current.update(reply)
        clock.advance(60)
        finds(cache, auth, old)
    network.down(KEYS)
    clock.advance(60)
    finds(cache, auth, old)
    network.up(KEYS)
    network.script(KEYS, hang())
    clock.advance(60)
    finds(cache, auth, names(auth)[1])


@pytest.mark.task("keys", needs="test_known_keys_outlast_an_outage")
def test_an_outage_is_not_waited_for_on_each_call(student, auth, network, clock):
    """After a failed request there is none for the cooldown; then the keys are renewed."""
    old = names(auth)[0]
    cache = student.KeyCache(JWKS, max_age=50, cooldown=20)
    finds(cache, auth, old)
    clock.advance(51)
    network.script(AUTH, hang())
    start = clock.time()
    finds(cache, auth, old)
    network.down(AUTH)
    for _ in range(3):
        finds(cache, auth, old)
    took, count = clock.time() - start, asked(network) - 1
    assert (took <= 3, count) == (True, 1), explain(
        expected="one attempt of at most 3 seconds to renew the keys, then the known ones at once",
        happened=f"four calls made {count} attempts and took {took:g} seconds",
    )
    network.up(AUTH)
    new = auth.rotate()
    auth.retire(old)
    clock.advance(21)
    finds(cache, auth, new)


@pytest.mark.task("keys", points=2)
def test_without_any_keys_it_says_so(student, auth, network, clock):
    """If there never were any keys get() raises KeysUnavailable within 3 seconds, and later it asks again."""
    old = names(auth)[0]
    for fault in (hang(), status(503)):
        cache = student.KeyCache(JWKS)
        network.script(AUTH, fault)
        start = clock.time()
        with student.raises("KeysUnavailable", why="the token may be good: nobody can tell just now"):
            cache.get(old)
        took = clock.time() - start
        assert took <= 3, explain("an answer within 3 seconds", f"it took {took:g}")
        clock.advance(31)
        finds(cache, auth, old)


@pytest.mark.task("keys")
def test_keys_without_a_name_do_not_disturb(student, auth, network):
    """Keys in the set that have no name, or are of an unknown kind, are passed over."""
    keys = [{"kty": "XYZ"}, *auth.jwks["keys"], {"kty": "OKP", "crv": "X448", "kid": "odd"}]
    network.serve(KEYS, lambda request: httpx.Response(200, json={"keys": keys}))
    finds(student.KeyCache(f"https://{KEYS}/set"), auth, names(auth)[1])


# ---------------------------------------------------------------------- app


USERS = {
    ("jane", "correct horse"): {"id": "u-1", "roles": ["editor"], "password_hash": "scrypt$77", "email": "j@home.test"},
    ("ömer", " pässword "): {"id": "u-2"},
}


@pytest.fixture
def shop(student, auth, network):
    """A client onto the application; the users are in ``USERS``."""
    return make(student, auth, network)


SHOP_KEY = 51
"""The number of the key that the application signs with."""


def make(student, auth, network):
    """The application. Its key set has the auth server's keys and its own."""
    signer = Key("shop-1", SHOP_KEY)
    network.serve(KEYS, lambda request: httpx.Response(200, json={"keys": [*auth.jwks["keys"], signer.jwk]}))
    app = student.create_app(
        check_password=lambda username, password: USERS.get((username, password)),
        jwks_url=f"https://{KEYS}/set",
        key=signer.pem,
        kid=signer.kid,
        issuer=auth.issuer,
        audience=auth.audience,
    )
    return student.app(app)


def log_in(client, username="jane", password="correct horse"):
    return client.post("/login", json={"username": username, "password": password})


def me(client, token, scheme="Bearer"):
    return client.get("/me", headers={"Authorization": f"{scheme} {token}"})


def is_status(wanted, answer, why=""):
    assert answer.status_code == wanted, explain(f"status {wanted}", f"status {answer.status_code}", why=why)


def challenge(answer):
    """See that an answer is 401 with a challenge for a bearer token, and give the challenge's ``error``, or ""."""
    is_status(401, answer)
    field = answer.headers.get("WWW-Authenticate", "")
    assert re.match(r"bearer\b", field, re.I), explain(
        expected="the field WWW-Authenticate with the scheme Bearer",
        happened=f"it says {field!r}" if field else "it is not there",
        why="a 401 without it does not tell a client what to come back with (RFC 9110, section 11.6.1)",
    )
    found = re.search(r'\berror\s*=\s*"?([^",\s]*)', field)
    return found[1] if found else ""


@pytest.mark.task("app", points=2)
def test_the_whole_way(student, auth, shop):
    """With the token from the login a user gets the protected answer: who they are, and their roles."""
    for username, password, wanted in (
        ("jane", "correct horse", {"sub": "u-1", "roles": ["editor"]}),
        ("ömer", " pässword ", {"sub": "u-2", "roles": []}),
    ):
        login = log_in(shop, username, password)
        is_status(200, login)
        answer = me(shop, login.json()["access_token"])
        is_status(200, answer)
        assert answer.json() == wanted, explain(f"the answer {wanted}", f"it is {answer.json()}")


@pytest.mark.task("app", points=2)
def test_the_login_answers_as_rfc_6750_has_it(student, auth, shop):
    """The login gives token, type and seconds to live, is never cached, and gives nothing else away."""
    login = log_in(shop)
    is_status(200, login)
    answer = login.json()
    found = (set(answer), str(answer.get("token_type")).lower(), answer.get("expires_in"))
    assert found == ({"access_token", "token_type", "expires_in"}, "bearer", 900), explain(
        expected="access_token, token_type Bearer, expires_in 900, and nothing else",
        happened=f"the fields are {sorted(answer)}, the type {answer.get('token_type')!r}, and expires_in "
        f"{answer.get('expires_in')!r}",
    )
    control = login.headers.get("Cache-Control", "")
    assert "no-store" in re.split(r"[,\s]+", control.lower()), explain(
        expected="Cache-Control: no-store",
        happened=f"the field says {control!r}",
        why="a cache on the way would hand the token to the next one who asks",
    )
    token = answer["access_token"]
    is_signed_by(Key("shop-1", SHOP_KEY), token)
    claims = part(token, 1)
    lifetime = claims.get("exp", 0) - claims.get("iat", 0)
    assert (set(claims), lifetime) == (CLAIMS, 900), explain(
        expected="a token with the seven claims that lives for 900 seconds",
        happened=f"it has {sorted(claims)}, and lives for {lifetime}",
    )


@pytest.mark.task("app", points=2)
def test_a_refused_login_tells_nothing(student, auth, shop):
    """An unknown user and a wrong password get the same 401, and no token."""
    is_status(200, log_in(shop))
    wrong = log_in(shop, "jane", "horse")
    unknown = log_in(shop, "nobody", "correct horse")
    is_status(401, wrong)
    is_status(401, unknown)
    assert wrong.content == unknown.content, explain(
        expected="the same answer, to the byte",
        happened="the two answers differ",
        why="an answer that tells the two apart tells a stranger who has an account here",
    )


@pytest.mark.task("app")
def test_a_login_without_a_password_is_the_callers_mistake(student, auth, shop):
    """A body that is no JSON object with two texts is answered with 400 or 422."""
    is_status(200, log_in(shop))
    bodies = (b"", b"{", b"[]", b"7", b'{"username": "jane"}', b'{"username": "jane", "password": ["correct horse"]}')
    for body in bodies:
        answer = shop.post("/login", content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code in (400, 422), explain(
            f"400 or 422 for the body {body.decode()}", f"status {answer.status_code}"
        )


@pytest.mark.task("app", points=2)
def test_no_token_is_told_what_is_wanted(student, auth, shop):
    """A request without a token gets 401 with WWW-Authenticate: Bearer, and no error named."""
    is_status(200, me(shop, auth.issue()))
    for headers in ({}, {"Authorization": "Basic amFuZTpob3JzZQ=="}):
        error = challenge(shop.get("/me", headers=headers))
        assert error == "", explain(
            expected="no error in WWW-Authenticate",
            happened=f"it says error={error!r}",
            why="nothing is wrong with a token that was not sent (RFC 6750, section 3.1)",
        )


@pytest.mark.task("app", points=2)
def test_a_bad_token_is_called_invalid(student, auth, bench, shop, clock):
    """An expired, early, foreign, forged or unreadable token gets 401 with error="invalid_token"."""
    is_status(200, me(shop, auth.issue()))
    old = log_in(shop).json()["access_token"]
    clock.advance(901)
    bad = {
        "expired": old,
        "not yet valid": auth.issue(not_before=60),
        "for another service": auth.issue(audience="https://billing.test"),
        "of another issuer": auth.issue(issuer="https://evil.test"),
        "not signed": bench.unsigned("none"),
        "forged": bench.issue(key=Key("shop-1", 97)),
        "of an unknown key": bench.issue(key=bench.stranger),
        "without a key": bench.issue(headers={"kid": None}),
        "no token": "x",
        "no token either": "a.b.c",
    }
    for wrong, token in bad.items():
        error = challenge(me(shop, token))
        assert error == "invalid_token", explain(
            expected='WWW-Authenticate: Bearer error="invalid_token"',
            happened=f"for a token that is {wrong} the error is {error!r}" if error else f"no error is named ({wrong})",
            why="a client that reads it fetches a new token instead of giving up",
        )


@pytest.mark.task("app")
def test_a_broken_header_is_no_crash(student, auth, shop):
    """Whatever stands in the Authorization field, the answer is 401."""
    is_status(200, me(shop, auth.issue()))
    for field in ("", "Bearer", "Bearer ", "Bearer  ", auth.issue(), "Bearer a b c", ", ,", "Bearer\t.", "Bearer é"):
        challenge(shop.get("/me", headers={"Authorization": field.encode("latin-1")}))


@pytest.mark.task("app")
def test_the_scheme_is_read_in_any_case(student, auth, shop):
    """bearer, BEARER and Bearer are the same scheme."""
    for scheme in ("Bearer", "bearer", "BEARER", "bEaReR"):
        is_status(200, me(shop, auth.issue(), scheme), why=f"here the scheme is {scheme} (RFC 9110, section 11.1)")


@pytest.mark.task("app")
def test_a_token_in_the_url_is_no_token(student, auth, shop):
    """Only the Authorization field counts: a token in the URL, in a cookie or in a body is not read."""
    token = auth.issue()
    is_status(200, me(shop, token))
    why = "URLs end up in logs, histories and Referer fields"
    for name in ("access_token", "token", "authorization"):
        is_status(401, shop.get("/me", params={name: token}), why=why)
        is_status(401, shop.get("/me", params={name: f"Bearer {token}"}), why=why)
        is_status(401, shop.get("/me", headers={"Cookie": f"{name}={token}"}), why="a browser sends cookies by itself")


@pytest.mark.task("app", points=2)
def test_keys_are_shared_by_all_requests(student, auth, network, shop):
    """Ten requests need the keys once, and a rotation in between costs one request more."""
    for _ in range(5):
        is_status(200, me(shop, auth.issue()))
    before = asked(network, KEYS)
    auth.rotate()
    for _ in range(5):
        is_status(200, me(shop, auth.issue()), why="the key is new, and published")
    found = (before, asked(network, KEYS))
    assert found == (1, 2), explain(
        expected="one request for the keys before the rotation and one after it",
        happened=f"there were {found[0]}, and {found[1] - found[0]} more",
    )


@pytest.mark.task("app")
def test_an_outage_of_the_auth_server_is_503(student, auth, network, clock):
    """Without any keys the answer is 503, not 401; with known keys nobody notices."""
    client = make(student, auth, network)
    token = auth.issue(lifetime=3600)
    network.down(KEYS)
    is_status(503, me(client, token), why="nothing is wrong with the token: to throw its owner out helps nobody")
    network.up(KEYS)
    clock.advance(31)
    is_status(200, me(client, token))
    network.down(KEYS)
    clock.advance(1000)
    is_status(200, me(client, token), why="the keys are known, if a little old")
