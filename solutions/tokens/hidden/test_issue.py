"""Task issue: what stands in a token, and what does not."""

import re

import pytest

from grader.suite import explain

from . import lesson
from .support import AUDIENCE, CLAIMS, ISSUER, Key, is_signed_by, part

JANE = {"id": "jane", "roles": ["editor"]}
OURS = Key("ours-1", 11)


def issue(student, user=JANE, **options):
    given = {"key": OURS.pem, "kid": OURS.kid, "issuer": ISSUER, "audience": AUDIENCE}
    return student.issue_token(user, **{**given, **options})


def claims_of(student, user=JANE, **options):
    return part(issue(student, user, **options), 1)


@pytest.mark.task(
    "issue",
    points=0.5,
    spec=("returns a JWT, signed with ES256.", "The header has `alg` (`ES256`) and `kid` (the key's name)"),
)
def test_the_token_is_signed_with_the_key_that_it_names(student):
    """A token says ES256 and the key's name in its header, and the public key confirms it."""
    for key in (Key("2026-01", 21), Key("2026-02", 22)):
        token = issue(student, key=key.pem, kid=key.kid)
        header = part(token, 0)
        found = (header.get("alg"), header.get("kid"))
        wanted = ("ES256", key.kid)
        assert found == wanted, explain(f"alg and kid to be {wanted} in the header", f"they are {found}")
        is_signed_by(key, token)


@pytest.mark.task("issue", points=0.5, spec="Its three parts are base64url without `=` at the end")
def test_the_parts_are_base64url(student):
    """A token is three texts of base64url with dots between them, without padding."""
    for user in ({"id": "u" * length, "roles": []} for length in range(1, 5)):
        for kid in ("k", "ke", "key"):
            token = issue(student, user, kid=kid)
            assert re.fullmatch(r"[\w-]+\.[\w-]+\.[\w-]+", token, re.ASCII), explain(
                expected="three texts of A–Z, a–z, 0–9, - and _, with dots between them",
                happened=f"the token is {token}",
                why="a strict reader refuses a token with other signs in it, = among them",
            )


@pytest.mark.task(
    "issue", points=1, spec=("The claims are exactly these:", "**Nothing else of the user** goes into the token.")
)
def test_nothing_else_of_the_user_travels(student):
    """Nothing is in the payload but the seven claims; a password hash or an address stays at home."""
    user = {**JANE, "password_hash": "scrypt$9f", "email": "jane@home.test", "name": "Jane", "iban": "DE02 1203"}
    extra = set(claims_of(student, user)) - CLAIMS
    assert not extra, explain(
        expected=f"no claims but these: {', '.join(sorted(CLAIMS))}",
        happened=f"the payload has {', '.join(sorted(extra))} as well",
        why="the payload is only encoded, not encrypted: whoever holds the token reads it",
    )


@pytest.mark.task(
    "issue",
    points=1,
    spec=(
        "| `iss` | `issuer` |",
        "| `sub` | the user's `id`, as text",
        "| `roles` | the user's `roles`, a list of texts",
        "| `aud` | `audience`, as text |",
    ),
)
def test_the_claims_say_who_and_for_whom(student):
    """A token says the issuer and the audience that it was asked for, the user and all of their roles."""
    for issuer, audience, user in (
        (ISSUER, AUDIENCE, {"id": "jane", "roles": ["editor", "admin"]}),
        ("https://b.test", "https://payroll.test", {"id": "omar", "roles": ["reader"]}),
    ):
        claims = claims_of(student, user, issuer=issuer, audience=audience)
        found = {name: claims.get(name) for name in ("iss", "sub", "roles", "aud")}
        wanted = {"iss": issuer, "sub": user["id"], "roles": user["roles"], "aud": audience}
        wrong = ", ".join(name for name in wanted if found[name] != wanted[name])
        assert not wrong, explain(f"the claims {wanted}", f"{wrong} differs: they are {found}")


def check_times(claims, now, lifetime):
    found = (claims.get("iat"), claims.get("exp"))
    wanted = (now, now + lifetime)
    assert found == wanted and type(found[0]) is int, explain(
        expected=f"iat {wanted[0]} and exp {wanted[1]}: whole seconds since 1970, {lifetime} apart",
        happened=f"iat and exp are {found[0]!r} and {found[1]!r}",
    )


@pytest.mark.task("issue", points=0.5, spec=("now, in whole seconds since 1970", lesson.LIFE))
def test_a_token_lives_for_a_quarter_of_an_hour(student, clock):
    """A token is issued now, in whole seconds, and ends 900 seconds later; so does the next one."""
    for wait in (86_400.25, 100):
        clock.advance(wait)
        check_times(claims_of(student), int(clock.time()), 900)


@pytest.mark.task("issue", points=0.5, spec=lesson.LIFE)
def test_the_token_lives_as_long_as_asked(student, clock):
    """A token ends after the lifetime that was asked for."""
    for lifetime in (60, 3600):
        check_times(claims_of(student, lifetime=lifetime), int(clock.time()), lifetime)


@pytest.mark.task(
    "issue",
    points=0.5,
    spec=(
        "a random text that no other token has: not even one for the same user in the same second, nor "
        "one of another instance of your service"
    ),
)
def test_each_token_has_an_id_of_its_own(student):
    """Two tokens for the same user in the same second have different ids, also from two instances of the service."""
    ids = [claims_of(one).get("jti") for one in (student, student, student.another())]
    assert all(isinstance(id, str) for id in ids), explain("a jti in each token, as text", f"they are {ids}")
    assert len(set(ids)) == 3, explain(
        expected="three different jti in two tokens of one instance and one of another",
        happened=f"they are {ids}",
        why="a stolen token can only be put on a list of revoked ones if its id is no other token's",
    )


@pytest.mark.task("issue", points=0.5, spec=lesson.SUBJECT)
def test_a_number_becomes_a_subject_of_text(student):
    """A user with a number for an id gets a text as subject."""
    subject = claims_of(student, {**JANE, "id": 4711}).get("sub")
    assert subject == "4711", explain("sub '4711', a text (RFC 7519)", f"sub is {subject!r}")


@pytest.mark.task("issue", points=0.5, spec=lesson.NO_ROLES)
def test_a_user_without_roles_has_an_empty_list_of_them(student):
    """A user without roles gets an empty list."""
    roles = claims_of(student, {"id": "jane"}).get("roles")
    assert roles == [], explain("roles [], for a user who has none", f"roles is {roles!r}")


@pytest.mark.task(
    "issue",
    points=0.5,
    spec="The dictionary may have an e-mail address, a password hash and what not. It stays as it was.",
)
def test_the_user_stays_as_it_was(student):
    """The dictionary of the user is the caller's: nothing is added to it or taken from it."""
    user = {"id": 4711, "password_hash": "scrypt$9f"}
    claims_of(student, user)
    assert user == {"id": 4711, "password_hash": "scrypt$9f"}, explain(
        expected="the user's dictionary as it was passed", happened=f"afterwards it is {user}"
    )
