"""Task verify: what a token that is really ours must hold before it is accepted."""

import pytest

from grader.suite import explain

from . import lesson
from .support import AUDIENCE, ISSUER, Key, accepts, bench, part, refuses, verify

GOOD = "test_a_good_token_is_accepted"


@pytest.mark.task("verify", points=1, spec="returns the claims (all of them, a dictionary) of a token that is good")
def test_a_good_token_is_accepted(student, bench):
    """A good token is accepted."""
    accepts(student, bench, bench.issue())


@pytest.mark.task(
    "verify", points=0.5, needs=GOOD, spec="returns the claims (all of them, a dictionary) of a token that is good"
)
def test_all_claims_come_back(student, bench):
    """All claims of a good token come back, also those that no table names."""
    token = bench.issue(roles=["reader", "editor"], tenant=3, note={"a": [None, 1.5]})
    claims = verify(student, bench, token)
    wanted = part(token, 1)
    wrong = [name for name in wanted if name not in claims or claims[name] != wanted[name]]
    assert not wrong, explain("all claims as they stand in the token", f"not so: {', '.join(wrong)}")
    assert claims == wanted, explain(
        "the token's claims and nothing else", f"added: {sorted(set(claims) - set(wanted))}"
    )


@pytest.mark.task(
    "verify", points=0.5, needs=GOOD, spec="names its algorithm, `alg`: `ES256` (a P-256 key) or `RS256` (an RSA key)"
)
def test_rs256_is_as_good_as_es256(student, bench):
    """A token that is signed with RS256, by an RSA key of the set, is accepted."""
    token = bench.issue(key=bench.rsa)
    accepts(student, bench, token, "a good token that is signed with RS256", jwks=bench.both)


@pytest.mark.task(
    "verify", points=0.5, needs=GOOD, spec="the signature is that of the key in `jwks` with the token's `kid`"
)
def test_the_key_is_found_by_its_name(student, bench):
    """Among several keys the one with the token's kid is used, wherever it stands."""
    newer = Key("ours-3", 31)
    ours = [bench.signer.jwk, bench.rsa.jwk, newer.jwk]
    for key in (bench.signer, newer):
        for keys in (ours, ours[::-1]):
            names = ", ".join(one["kid"] for one in keys)
            what = f"a good token with the kid {key.kid}; the keys are {names}"
            accepts(student, bench, bench.issue(key=key), what, jwks={"keys": keys})


@pytest.mark.task("verify", points=0.5, needs=GOOD, spec=lesson.OTHER_KEYS)
def test_other_keys_in_the_set_do_not_disturb(student, bench):
    """Keys without a name, of another kind or for another algorithm are passed over."""
    others = (
        {"kty": "XYZ", "kid": "odd"},
        {"kty": "XYZ"},
        {"kid": "odd"},
        {"kty": "EC", "crv": "P-0", "kid": "odd", "alg": "ES256"},
        {"kty": "OKP", "crv": "Ed25519", "kid": "odd", "alg": "EdDSA"},
        {"kty": "oct", "k": "c2VjcmV0", "kid": "odd"},
        {name: value for name, value in Key("", 5).jwk.items() if name != "kid"},
    )
    for other in others:
        what = f"a good token; beside its key the set has {other}"
        for keys in ([other, bench.signer.jwk], [bench.signer.jwk, other]):
            accepts(student, bench, bench.issue(), what, jwks={"keys": keys})


@pytest.mark.task("verify", points=0.5, needs=GOOD, spec="a key that is not in *this* `jwks` counts for nothing")
def test_each_call_goes_by_its_own_set(student, bench):
    """A key counts only in the call whose set has it: a key that was replaced or withdrawn opens nothing more."""
    token = bench.issue()
    accepts(student, bench, token)
    later = {"replaced": [bench.stranger.jwk], "withdrawn": [bench.rsa.jwk]}
    for what, keys in later.items():
        why = "keys are withdrawn when they have leaked"
        refuses(student, bench, {f"a token whose key was {what} since": token}, why, jwks={"keys": keys})


@pytest.mark.task("verify", points=1, needs=GOOD, spec=lesson.EXP)
def test_an_expired_token_is_refused(student, bench, clock):
    """A token is good within its lifetime, and TokenExpired after it, however long ago that was."""
    token = bench.issue(lifetime=60)
    accepts(student, bench, token)
    for wait in (61, 86_400):
        clock.advance(wait)
        with student.raises("TokenExpired", why="an expired token still opens the door for whoever stole it"):
            verify(student, bench, token)
    with student.raises("TokenExpired", why="0 is a moment in 1970", tried="a token whose exp is 0"):
        verify(student, bench, bench.issue(exp=0))


@pytest.mark.task("verify", points=0.5, needs="test_an_expired_token_is_refused", spec=lesson.EXP)
def test_the_end_is_at_exp_to_the_second(student, bench, clock):
    """A second before exp a token is good; at exp it is expired."""
    token = bench.issue(lifetime=120)
    clock.advance(119)
    accepts(student, bench, token, "a token a second before its exp")
    clock.advance(1)
    with student.raises("TokenExpired", why="RFC 7519: on or after exp a token must not be accepted"):
        verify(student, bench, token)


@pytest.mark.task("verify", points=1, needs=GOOD, spec=lesson.NBF)
def test_a_token_for_later_is_not_yet_valid(student, bench):
    """Long before nbf a token is TokenNotYetValid."""
    accepts(student, bench, bench.issue(nbf=bench.in_seconds(-45)), "a token whose nbf is past")
    with student.raises("TokenNotYetValid", why="its owner has access from then on, not from now"):
        verify(student, bench, bench.issue(nbf=bench.in_seconds(45)))


@pytest.mark.task("verify", points=0.5, needs="test_a_token_for_later_is_not_yet_valid", spec=lesson.NBF)
def test_the_beginning_is_at_nbf_to_the_second(student, bench, clock):
    """A second before nbf a token is not yet valid; from nbf on it is good."""
    token = bench.issue(nbf=bench.in_seconds(45))
    clock.advance(44)
    with student.raises("TokenNotYetValid", why="it is still a second too early"):
        verify(student, bench, token)
    clock.advance(1)
    accepts(student, bench, token, "a token at its nbf")


@pytest.mark.task("verify", points=0.5, needs="test_an_expired_token_is_refused", spec=lesson.EXP)
def test_leeway_moves_the_end(student, bench, clock):
    """With a leeway of 30 s a token is good until 30 s after its exp, and no longer; so with 5 s."""
    for leeway in (30, 5):
        token = bench.issue(lifetime=100)
        clock.advance(99 + leeway)
        accepts(
            student, bench, token, f"a token {leeway - 1} s after its exp, with a leeway of {leeway}", leeway=leeway
        )
        clock.advance(1)
        with student.raises("TokenExpired", tried=f"a token {leeway} s after its exp, with a leeway of {leeway}"):
            verify(student, bench, token, leeway=leeway)


@pytest.mark.task("verify", points=0.5, needs="test_a_token_for_later_is_not_yet_valid", spec=lesson.NBF)
def test_leeway_moves_the_beginning(student, bench, clock):
    """With a leeway of 30 s a token is good 30 s before its nbf, and no earlier; so with 5 s."""
    for leeway in (30, 5):
        token = bench.issue(nbf=bench.in_seconds(60))
        clock.advance(59 - leeway)
        with student.raises("TokenNotYetValid", tried=f"{leeway + 1} s before nbf, with a leeway of {leeway}"):
            verify(student, bench, token, leeway=leeway)
        clock.advance(1)
        accepts(student, bench, token, f"a token {leeway} s before its nbf, with a leeway of {leeway}", leeway=leeway)


@pytest.mark.task("verify", points=1, needs=GOOD, spec=lesson.AUD)
def test_a_token_for_another_service_is_refused(student, bench):
    """A token whose audience is not ours is refused."""
    why = "Or the token that a user gave to the smallest of all services opens this one."
    refuses(student, bench, {"aud is https://billing.test": bench.issue(aud="https://billing.test")}, why)


NEARLY = {"longer": "{}.evil.test", "in the middle": "x{}x", "with a slash": "{}/"}


def similar(name):
    """Names that are nearly this one, by what is wrong with them."""
    found = {what: form.format(name) for what, form in NEARLY.items()}
    return {**found, "shorter": name[:-1], "in capitals": name.upper(), "without scheme": name[8:], "empty": ""}


@pytest.mark.task("verify", points=0.5, needs="test_a_token_for_another_service_is_refused", spec=lesson.AUD)
def test_the_audience_is_compared_to_the_letter(student, bench):
    """A token whose audience is nearly ours is refused, as text and in a list."""
    for what, name in similar(AUDIENCE).items():
        why = f"Compare to the letter: this one is {what}."
        refuses(student, bench, {f"aud is {aud!r}": bench.issue(aud=aud) for aud in (name, [name])}, why)


@pytest.mark.task("verify", points=0.5, needs=GOOD, spec=lesson.AUD)
def test_the_audience_may_be_a_list(student, bench):
    """A token for several services is good for each of them."""
    for audience in ([AUDIENCE], [AUDIENCE, "https://b.test"], ["https://b.test", AUDIENCE]):
        accepts(student, bench, bench.issue(aud=audience), f"a token with aud {audience}")


@pytest.mark.task("verify", points=0.5, needs=GOOD, spec=lesson.AUD)
def test_a_list_without_us_is_refused(student, bench):
    """A token for several other services, or for none, is refused."""
    lists = (["https://a.test", "https://b.test"], ["https://b.test"], [])
    tokens = {f"aud is {audience}": bench.issue(aud=audience) for audience in lists}
    refuses(student, bench, tokens, "It is meant for other services.")


@pytest.mark.task("verify", points=1, needs=GOOD, spec=lesson.ISS)
def test_a_token_of_another_issuer_is_refused(student, bench):
    """A token that is signed by a known key but says another issuer, or nearly ours, is refused."""
    others = {"another": "https://evil.test", **similar(ISSUER)}
    tokens = {f"iss is {name!r} ({what})": bench.issue(iss=name) for what, name in others.items()}
    refuses(student, bench, tokens, "Several issuers may publish keys that you know; each speaks only for itself.")


@pytest.mark.task("verify", points=0.5, needs=GOOD, spec=(lesson.ISS, lesson.AUD))
def test_each_caller_names_its_issuer_and_audience(student, bench):
    """Issuer and audience are those of the call: another caller of the same function has others."""
    accepts(student, bench, bench.issue())
    theirs = {"issuer": "https://b.test", "audience": "https://payroll.test"}
    token = bench.issue(iss=theirs["issuer"], aud=theirs["audience"])
    accepts(student, bench, token, f"a token of {theirs['issuer']} for {theirs['audience']}", **theirs)
    refuses(student, bench, {"our token, by that other caller": bench.issue()}, "It is for us.", **theirs)


@pytest.mark.task("verify", points=1.5, needs=GOOD, spec="`iss`, `sub`, `aud` and `exp` are all there")
def test_a_token_without_a_needed_claim_is_refused(student, bench):
    """A token in which iss, sub, aud or exp is missing is refused."""
    tokens = {f"a token without {claim}": bench.issue(without=[claim]) for claim in ("iss", "sub", "aud", "exp")}
    refuses(student, bench, tokens, "A claim that isn't there can't be checked, and without exp a token never ends.")


@pytest.mark.task(
    "verify",
    points=0.5,
    needs=GOOD,
    spec="Other claims may be there (`iat`, `jti`, `roles`, anything), and need not be.",
)
def test_other_claims_need_not_be_there(student, bench):
    """A token that has the four needed claims and no other is good."""
    token = bench.issue(without=["iat", "jti", "roles"])
    accepts(student, bench, token, "a token with iss, sub, aud and exp, and nothing else")


@pytest.mark.task(
    "verify",
    points=0.5,
    needs=GOOD,
    spec="The signature comes first. A token that is forged *and* expired is `TokenInvalid`.",
)
def test_the_signature_comes_first(student, bench, clock):
    """A forged token is invalid, even if it says that it has expired or begins later."""
    tokens = {
        "a stranger's signature, and expired": bench.issue(lifetime=5, key=bench.stranger),
        "a stranger's signature, and for later": bench.issue(nbf=bench.in_seconds(50), key=bench.stranger),
    }
    clock.advance(10)
    refuses(student, bench, tokens, "Nothing that a forged token says is worth repeating to anybody.")
