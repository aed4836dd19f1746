"""Task app: the login, the protected answer, and the keys between them."""

import re

import pytest

from grader.suite import explain, refuse

from . import lesson
from .application import BANK, BODIES, SENT, Shop, broken_fields, challenge, is_status, json_of, says, token_of
from .keyset import asks, fail, was_asked
from .support import CLAIMS, Bench, Key, is_signed_by, part

LOGIN = "test_the_login_gives_a_token"
ME = "test_a_good_token_gets_an_answer"
APART = "test_two_applications_have_nothing_in_common"
SHARED = "test_keys_are_shared_by_all_requests"
NEW = "test_a_token_of_a_brand_new_key_is_accepted"
OUTAGE = "test_without_any_keys_the_answer_is_503"


@pytest.fixture
def make(student, network, clock, evidence):
    return lambda **options: Shop(student, network, Bench(clock, evidence), **options)


@pytest.fixture
def shop(make):
    return make()


@pytest.mark.task("app", points=0.5, spec='`check_password` gives a user | 200, `{"access_token": …')
def test_the_login_gives_a_token(shop):
    """The right name and password get an access token."""
    token_of(shop.log_in())


@pytest.mark.task("app", points=0.5, spec="the token is good (for `issuer` and `audience`, no leeway) | 200")
def test_a_good_token_gets_an_answer(shop):
    """GET /me with a good token is answered with 200."""
    shop.gets_in()


@pytest.mark.task("app", points=1, needs=(LOGIN, ME), spec=(lesson.ISSUED, lesson.ANSWER))
def test_the_whole_way(shop):
    """With the token from the login a user gets the protected answer: who they are, and their roles."""
    for username, password, wanted in (
        ("jane", "correct horse", {"sub": "u-1", "roles": ["editor", "admin"]}),
        ("omar", "battery staple", {"sub": "u-2", "roles": ["reader"]}),
    ):
        answer = shop.walk(username, password)
        says(answer, wanted, f"GET /me with the token from the login of {username}")


@pytest.mark.task("app", points=0.5, needs=LOGIN, spec=(lesson.ISSUED, lesson.SUBJECT, lesson.NO_ROLES))
def test_a_user_without_roles_can_log_in(shop):
    """A user with a number for an id and without roles gets a token that says so."""
    claims = part(token_of(shop.log_in("bob", "no roles at all"), "bob"), 1)
    found = {name: claims.get(name) for name in ("sub", "roles")}
    assert found == {"sub": "3", "roles": []}, explain("sub '3' and roles [] in the token", f"they are {found}")


@pytest.mark.task("app", points=0.5, needs=LOGIN, spec=lesson.LOGGED_IN)
def test_the_login_answers_as_rfc_6750_has_it(shop):
    """The login gives the token, its type and its seconds to live, and gives nothing else away."""
    answer = json_of(shop.log_in())
    fields = ("access_token", "expires_in", "token_type")
    assert sorted(answer) == sorted(fields), explain(f"the fields {', '.join(fields)}", f"they are {sorted(answer)}")
    found = (str(answer["token_type"]).lower(), answer["expires_in"])
    assert found == ("bearer", 900), explain("token_type Bearer and expires_in 900", f"they are {found}")


@pytest.mark.task("app", points=0.5, needs=LOGIN, spec="and no other field, with `Cache-Control: no-store`")
def test_a_token_is_never_cached(shop):
    """The answer with the token says Cache-Control: no-store."""
    control = shop.log_in().headers.get("Cache-Control", "")
    assert "no-store" in re.split(r"[,\s]+", control.lower()), explain(
        expected="Cache-Control: no-store",
        happened=f"the field says {control!r}",
        why="a cache on the way would hand the token to the next one who asks",
    )


@pytest.mark.task("app", points=0.5, needs=LOGIN, spec=lesson.ISSUED)
def test_the_login_issues_the_token_of_the_first_task(shop, clock):
    """The token has the seven claims, is signed with the application's key, and lives for 900 seconds from now."""
    clock.advance(100)
    token = token_of(shop.log_in())
    is_signed_by(shop.key, token)
    claims = part(token, 1)
    found = (set(claims), claims.get("exp"))
    assert found == (CLAIMS, int(clock.time()) + 900), explain(
        expected=f"the claims {sorted(CLAIMS)}, and exp {int(clock.time()) + 900}",
        happened=f"the claims are {sorted(claims)}, and exp is {claims.get('exp')}",
    )


@pytest.mark.task("app", points=0.5, needs=(LOGIN, ME), spec="Two applications in one process have nothing in common")
def test_two_applications_have_nothing_in_common(make):
    """Two applications with other keys, issuers and audiences each know their own users and tokens, and no others."""
    shops = [make(), make(**BANK)]
    tokens = [token_of(shop.log_in()) for shop in shops]
    asked = [bool(shop.checked) for shop in shops]
    assert all(asked), explain("each login to ask the check_password of its own application", f"asked: {asked}")
    for shop, own, other in zip(shops, tokens, tokens[::-1], strict=True):
        is_status(200, shop.me(own), "a token from the same application's login")
        is_status(401, shop.me(other), "a token from the other application's login")


@pytest.mark.task("app", points=0.5, needs=LOGIN, spec=lesson.AS_SENT)
def test_name_and_password_are_checked_as_they_were_sent(shop):
    """check_password gets both texts to the letter."""
    for sent in SENT:
        shop.checks(*sent)


@pytest.mark.task("app", points=0.5, needs=LOGIN, spec="it gives `None` | 401.")
def test_a_wrong_password_is_401(shop):
    """A wrong password and an unknown user are refused with 401."""
    for who in (("jane", "horse"), ("nobody", "correct horse")):
        is_status(401, shop.log_in(*who), f"the name and password {who}")


@pytest.mark.task("app", points=0.5, needs="test_a_wrong_password_is_401", spec=lesson.SAME_BODY)
def test_a_refused_login_tells_nothing(shop):
    """An unknown user and a wrong password get the same answer."""
    wrong, unknown = shop.log_in("jane", "horse"), shop.log_in("nobody", "correct horse")
    assert wrong.content == unknown.content, explain(
        expected="the same answer, to the byte",
        happened="the two answers differ",
        why="an answer that tells the two apart tells a stranger who has an account here",
    )


@pytest.mark.task("app", points=1, needs=LOGIN, spec=lesson.NO_TEXTS)
def test_a_login_without_name_and_password_is_the_callers_mistake(shop):
    """A body that is no JSON object with two texts is answered with 400 or 422, and no password is checked."""
    for body in BODIES:
        answer, sent = shop.post(body), body.decode("latin-1")
        assert answer.status_code in (400, 422), explain(f"400 or 422 for the body {sent}", f"{answer.status_code}")
        assert not shop.checked, explain("no call of check_password", f"for the body {sent} it was called")


@pytest.mark.task("app", points=0.5, needs=ME, spec=lesson.ANSWER)
def test_the_answer_is_the_subject_and_the_roles(shop):
    """The answer has the token's subject and roles and nothing else of it."""
    for subject, roles in (("omar", ["reader"]), ("u-9", ["admin", "editor"])):
        answer = shop.me(shop.token(subject=subject, roles=roles, tenant=3))
        says(answer, {"sub": subject, "roles": roles}, "GET /me with a good token that says more")


@pytest.mark.task("app", points=0.5, needs=ME, spec="`[]` if it names no roles")
def test_a_token_may_name_no_roles(shop):
    """A token without roles is answered with an empty list of them."""
    answer = shop.me(shop.token(without=["roles"]))
    is_status(200, answer, "a good token without roles")
    assert json_of(answer).get("roles") == [], explain("roles []", f"the answer is {answer.text}")


@pytest.mark.task("app", points=0.5, needs=ME, spec=lesson.BOTH_KEYS)
def test_the_auth_servers_tokens_are_good(shop):
    """A token that is signed with the auth server's key is as good as one from the login."""
    shop.gets_in("a token that is signed with the auth server's key", key=Key("auth-1"))


@pytest.mark.task("app", points=0.5, spec=lesson.NO_TOKEN)
def test_no_token_is_told_what_is_wanted(shop):
    """A request without a token gets 401 with WWW-Authenticate: Bearer, and no error named."""
    error = challenge(shop.client.get("/me"), "GET /me without a token")
    why = "nothing is wrong with a token that was not sent (RFC 6750, section 3.1)"
    assert error == "", explain("no error in WWW-Authenticate", f"it says error={error!r}", why=why)


@pytest.mark.task("app", points=0.5, needs=ME, spec=lesson.NO_TOKEN)
def test_another_scheme_is_no_token(shop):
    """A token under another scheme than Bearer is not read: 401, and no error named."""
    for scheme in ("Basic", "Token", "BearerX", "Bear", "JWT"):
        error = challenge(shop.me(shop.token(), scheme), f"a good token under the scheme {scheme}")
        assert error == "", explain(f"no error for the scheme {scheme}", f"it says error={error!r}")


@pytest.mark.task("app", points=1.5, needs=ME, spec=lesson.BAD_TOKEN)
def test_a_bad_token_is_called_invalid(shop):
    """An expired, early, foreign or forged token gets 401 with error="invalid_token"."""
    for what, token in shop.bad_tokens().items():
        shop.turns_away(token, f"a token that is {what}")


@pytest.mark.task("app", points=0.5, needs=ME, spec=lesson.BAD_TOKEN)
def test_garbage_is_called_invalid(shop):
    """What stands behind Bearer and is no token gets 401 with error="invalid_token"."""
    unsigned = shop.bench.unsigned("none")
    for token in ("x", "a.b.c", "....", unsigned, shop.token(headers={"kid": 7}), shop.token(headers={"kid": ["a"]})):
        shop.turns_away(token, f"the token {token[:30]}")


@pytest.mark.task("app", points=0.5, needs="test_a_bad_token_is_called_invalid", spec=lesson.NO_LEEWAY)
def test_the_application_grants_no_leeway(shop, clock):
    """A token is good a second before its exp, and refused at it."""
    token = shop.token(lifetime=60)
    clock.advance(59)
    is_status(200, shop.me(token), "a token a second before its exp")
    clock.advance(1)
    shop.turns_away(token, "a token at its exp")


@pytest.mark.task("app", points=0.5, needs="test_no_token_is_told_what_is_wanted", spec=lesson.BROKEN)
def test_a_broken_header_is_no_crash(shop):
    """Whatever stands in the Authorization field, the answer is 401."""
    good = shop.token()
    for what, field in broken_fields(good).items():
        answer = shop.client.get("/me", headers={"Authorization": field.encode("latin-1")})
        challenge(answer, f"the field Authorization: {what}")


@pytest.mark.task("app", points=0.5, needs=ME, spec="The scheme's name is read in any case: `bearer` is `Bearer`.")
def test_the_scheme_is_read_in_any_case(shop):
    """bearer, BEARER and Bearer are the same scheme."""
    for scheme in ("bearer", "BEARER", "bEaReR"):
        is_status(200, shop.me(shop.token(), scheme), f"a good token, the scheme written {scheme}", "RFC 9110, 11.1")


@pytest.mark.task("app", points=1, needs=ME, spec=lesson.ELSEWHERE)
def test_a_token_elsewhere_is_not_read(shop):
    """Only the Authorization field counts: a token in a URL, a cookie, a body or another field is not read."""
    for what, request in shop.tokens_elsewhere().items():
        is_status(401, shop.client.request("GET", "/me", **request), what, "URLs get into logs; any site sends cookies")


@pytest.mark.task("app", points=0.5, spec=lesson.STARTS)
def test_the_application_starts_without_the_auth_server(shop, network):
    """Making the application sends no request, and a login works while the auth server is away."""
    count = shop.server.asked
    assert count == 0, explain("no request before a token has come", f"create_app caused {count}")
    network.down(shop.server.host)
    token_of(shop.log_in())


@pytest.mark.task("app", points=0.5, needs=ME, spec=lesson.SHARED)
def test_keys_are_shared_by_all_requests(shop):
    """Ten requests with tokens of two keys need the keys once."""
    for key in (shop.key, Key("auth-1")) * 5:
        shop.gets_in(f"a token that is signed with the key {key.kid}", key=key)
    was_asked(shop.server, 1, "all requests share one KeyCache")


@pytest.mark.task("app", points=0.5, needs=SHARED, spec=lesson.BRAND_NEW)
def test_a_token_of_a_brand_new_key_is_accepted(shop):
    """A token that is signed with a key that was published a moment ago is accepted at once."""
    shop.gets_in()
    shop.server.publish("auth-2", number=2)
    for _ in range(2):
        shop.gets_in("a token whose key is new, and published", key=Key("auth-2", 2))
    was_asked(shop.server, 2, "for the first token, and for the new key")


@pytest.mark.task("app", points=0.5, needs=SHARED, spec=lesson.ONE_CACHE)
def test_the_cache_of_keys_has_its_default_settings(shop, clock):
    """The keys are kept for 300 seconds, and unknown ones cause one request in 30."""
    shop.gets_in()
    asks(clock, shop.server, shop.gets_in, "max_age is 300", (298, 1), (4, 2))
    bad, what = shop.token(key=Key("nobodys", 98)), "a token of an unknown key"
    asks(clock, shop.server, lambda: shop.turns_away(bad, what), "cooldown is 30", (0, 3), (28, 3), (4, 4))


@pytest.mark.task("app", points=0.5, needs=ME, spec="no keys can be had (`KeysUnavailable`) | 503")
def test_without_any_keys_the_answer_is_503(shop, network, clock):
    """Without any keys the answer to a token is 503; once the auth server is back it is 200."""
    network.down(shop.server.host)
    why = "nothing is wrong with the token: to throw its owner out helps nobody"
    is_status(503, shop.me(shop.token()), "a token while no keys can be had", why)
    network.up(shop.server.host)
    clock.advance(31)
    shop.gets_in("a good token, 31 seconds later, the auth server being back")


@pytest.mark.task("app", points=0.5, needs=(APART, NEW, OUTAGE), spec=lesson.APART)
def test_applications_with_the_same_keys_do_not_share_them(make, clock):
    """Two applications with the same jwks_url each fetch the keys for themselves, and neither waits for the other."""
    ours = make()
    theirs = make(key=Key("bank-1", 61), server=ours.server)
    fail(ours.server, refuse())
    ours.me(ours.token())
    theirs.gets_in("a good token; only the other application's request has failed")
    clock.advance(31)
    ours.gets_in()
    was_asked(ours.server, 3, "one that failed, and one by each application", why="each has a KeyCache of its own")
    is_status(401, ours.me(ours.token(key=Key("nobodys", 98))), "a token of an unknown key")
    ours.server.publish("auth-2", number=2)
    theirs.gets_in("a new key's token; an unknown key has come to the other application only", key=Key("auth-2", 2))


@pytest.mark.task("app", points=0.5, needs=ME, spec=(lesson.LAST_KNOWN, "or whose key is not known | 401"))
def test_with_known_keys_nobody_notices_an_outage(shop, network, clock):
    """While the auth server is away tokens are verified with the keys that are known."""
    shop.gets_in()
    network.down(shop.server.host)
    clock.advance(1000)
    shop.gets_in("a good token; the keys are known, if a little old")
    shop.turns_away(shop.token(key=Key("nobodys", 98)), "a token of an unknown key, during the outage")
