"""Task ``identity``: who shows these credentials, as the directory knows them."""

from __future__ import annotations

import pytest

from grader.suite import explain, hang, refuse, reset, status

from . import lesson
from .outages import BROKEN_TOKENS, BROKEN_USERS, FAULTS, JANES, STATUSES, answers, stored
from .support import ALL, quick, read_record, record_of
from .venue import JANE, MAX, OMAR, ZOE, House, is_identity, is_refused

STRANGERS = {
    "an unknown user": ("nina", "box office"),
    "a wrong password": ("jane", "row seven"),
    "an empty password": ("jane", ""),
    "a closed account": ZOE,
    "a closed account and a wrong password": ("zoe", "row seven"),
    "a user without a record": MAX,
    "a user without a record, and no password": ("max", ""),
    "a user whose record can't be read": ("old", "row seven"),
}


@pytest.fixture
def house(student, accounts, network):
    """The directory with its users, and an authenticator that asks it."""
    return House(student, accounts, network)


@pytest.mark.task("identity", points=1, spec=(lesson.IDENTITY, lesson.SPELLING))
def test_knows_who_has_the_password(house):
    """A name and its password are an identity, with the permissions that the directory tells."""
    house.accounts.add("ann", record_of("row seven", ln=5), permissions=["seats:read", "a b"])
    is_identity(house.by_password(*JANE), "jane", ALL, "basic", "jane's password")
    is_identity(house.by_password(*OMAR), "omar", ["profile:read"], "basic", "omar's password")
    is_identity(house.by_password("ann", "row seven"), "ann", ["seats:read", "a b"], "basic", "ann's password")
    house.accounts.add("bob", record_of("nothing"), permissions=[])
    is_identity(house.by_password("bob", "nothing"), "bob", [], "basic", "bob, who has no permissions")
    for name in ("JANE", "Jane"):
        is_identity(house.by_password(name, "box office"), "jane", what=f"{name!r}, whom the directory calls jane")


@pytest.mark.task("identity", points=1, spec=(lesson.IDENTITY, lesson.SCOPE))
def test_knows_whose_token_it_is(house):
    """An active token is the identity of its user, with the permissions of its scope alone."""
    for name, scope in (
        ("jane", "seats:read"),
        ("omar", "seats:read seats:write"),
        ("jane", "seats:free profile:read"),
        ("jane", "seats:read\u00a0seats:write seats:free"),
    ):
        found = house.by_token(house.accounts.issue(name, scope=scope))
        is_identity(found, name, scope.split(" "), "bearer", f"a token of {name} for {scope!a}")
    for token in ("a+b/c~d==", "at-1._x=", "+", "a" * 2000):
        house.accounts.issue("omar", scope="seats:read", token=token)
        is_identity(house.by_token(token), "omar", what=f"the token {token[:40]!r}")


@pytest.mark.task("identity", points=0.5, spec=lesson.NO_SCOPE)
def test_takes_a_token_without_scope_for_one_that_permits_nothing(house):
    """If introspection names no scope, there are no permissions."""
    is_identity(house.by_token(house.accounts.issue("jane")), "jane", [], "bearer", "a token without a scope")


@pytest.mark.task("identity", points=1, spec=(lesson.STRANGERS, lesson.ALIKE))
def test_refuses_every_stranger_alike(house):
    """Unknown, wrong, closed, without a record: one exception with one text, which repeats nothing."""
    house.accounts.add("old", "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW")
    is_identity(house.by_password(*JANE), "jane")
    texts = {}
    for what, pair in STRANGERS.items():
        error = is_refused(house.by_password(*pair), "NotAuthenticated", what, scheme="basic")
        texts.setdefault(error.text, what)
        for sent in filter(None, pair):
            assert sent not in error.text, explain("a text that repeats nothing", f"{error.text!r}", tried=what)
    assert len(texts) == 1, explain(
        "the same text for all of them", f"{texts}", why="whoever can tell them apart can list your users"
    )


@pytest.mark.task("identity", points=1, spec=lesson.DERIVED_ONCE)
def test_does_the_same_work_for_every_stranger(house):
    """One key is derived at each login by password, whether there is such a user or not."""
    house.accounts.add("old", "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW")
    for what, pair in {"the right password": JANE, **STRANGERS}.items():
        house.shop.derived.clear()
        house.by_password(*pair)
        costs = [cost for _, _, cost in house.shop.derived]
        assert costs == [(64, 2, 3)], explain(
            f"one derived key for {what}, with the hasher's cost",
            f"derived with the costs {costs}",
            why="the time of an answer tells whether there is such a user",
            tried=what,
        )


@pytest.mark.task("identity", points=1, spec=lesson.NOT_ACTIVE)
def test_refuses_tokens_that_are_not_active(house, clock):
    """Unknown, expired and revoked tokens are refused, and those of a closed account."""
    tokens = {what: house.accounts.issue("jane", scope="seats:read", lifetime=60) for what in ("expired", "revoked")}
    for what, token in tokens.items():
        is_identity(house.by_token(token), "jane", what=f"a token that will be {what}")
    house.accounts.revoke(tokens["revoked"])
    is_refused(house.by_token(tokens["revoked"]), "NotAuthenticated", "a revoked token", scheme="bearer")
    clock.advance(59)
    is_identity(house.by_token(tokens["expired"]), "jane", what="a token a second before its end")
    clock.advance(1)
    tokens |= {"unknown": "at.nobodys", "of a closed account": house.accounts.issue("zoe", scope="seats:read")}
    for what, token in tokens.items():
        is_refused(house.by_token(token), "NotAuthenticated", f"a token that is {what}", scheme="bearer")


@pytest.mark.task("identity", points=1, spec=lesson.OUR_KEY)
def test_shows_the_directory_its_own_key(student, accounts, network):
    """Each request has the key of the service, and not what the user sent."""
    accounts.add("bob", record_of("row one", ln=5), permissions=["seats:read"])
    house = House(student, accounts, network)
    is_identity(house.by_password("bob", "row one"), "bob")
    is_identity(house.by_token(accounts.issue("bob")), "bob")
    for exchange in network.requests("accounts.test"):
        sent = exchange.request.headers.get("Authorization")
        assert sent == f"Bearer {accounts.key}", explain(
            f"`Authorization: Bearer <key>` with {exchange.request.method} {exchange.request.url.path}", f"{sent!r}"
        )
    methods = [exchange.request.method for exchange in network.requests("accounts.test")]
    assert methods[:1] == ["GET"] and methods[-1:] == ["POST"], explain(
        "a look-up of the user, then an introspection", f"the requests were {methods}"
    )


@pytest.mark.task("identity", points=1, spec=lesson.SEGMENT)
def test_sends_a_name_as_one_segment(house):
    """Every sign of a name belongs to the name: others with jane in them are other users."""
    names = ("a/b", "what?", "100%", "c#d", "ann smith", "ömer", "a+b", "x&y=z", "e%41", ";v=1", "q:r@s")
    for name in names:
        house.accounts.add(name, record_of("row seven"), permissions=["seats:read"])
        is_identity(house.by_password(name, "row seven"), name, what=f"the user {name!r}")
    for name in ("jane?x", "jane#x", "%6Aane", "x/../jane", "jane/", "jane/password", "jane ", "jan%65", "./jane"):
        is_refused(house.by_password(name, "box office"), "NotAuthenticated", f"the name {name!r}")


@pytest.mark.task("identity", points=1, spec=lesson.REMEMBERED)
def test_asks_each_time(house):
    """What was changed a moment ago counts at the next call: permissions, passwords, closed accounts, tokens."""
    token = house.accounts.issue("jane", scope="seats:read")
    for _ in range(2):
        is_identity(house.by_password(*JANE), "jane", ALL)
        is_identity(house.by_token(token), "jane")
    asked = len(house.network.requests("accounts.test"))
    assert asked == 4, explain("one request for each of four calls", f"{asked} requests")
    house.accounts.set_permissions("jane", ["seats:read"])
    is_identity(house.by_password(*JANE), "jane", ["seats:read"], what="jane, who lost permissions")
    house.accounts.revoke(token)
    is_refused(house.by_token(token), "NotAuthenticated", "a token that was revoked since")
    house.accounts.set_record("jane", record_of("new one"))
    is_refused(house.by_password(*JANE), "NotAuthenticated", "a password that was changed since")
    is_identity(house.by_password("jane", "new one"), "jane", what="the new password")
    house.accounts.set_active("jane", active=False)
    is_refused(house.by_password("jane", "new one"), "NotAuthenticated", "an account that was closed since")
    house.accounts.set_active("jane", active=True)
    is_identity(house.by_password("jane", "new one"), "jane", what="an account that was opened again")


@pytest.mark.task("identity", points=1, spec=lesson.STORED)
def test_replaces_a_record_of_another_cost_at_login(house):
    """After a login a record with another cost is stored anew, once, and opens as before."""
    for name, cost in (("cheap", {"ln": 4}), ("dear", {"ln": 9}), ("a?b/c d", {"r": 1}), ("third", {"p": 2})):
        old = record_of("row seven", **cost)
        house.accounts.add(name, old, permissions=["seats:read"])
        before = len(house.network.requests("accounts.test"))
        for _ in range(2):
            is_identity(house.by_password(name, "row seven"), name, what=f"a user whose record has {cost}")
        sent = [each.request.method for each in house.network.requests("accounts.test")[before:]]
        assert sent == ["GET", "PUT", "GET"], explain(
            "a look-up and a PUT at the first login, a look-up at the second",
            f"the requests were {sent}",
            why="a record that is read again before it is replaced may be that of a new password",
        )
        assert house.accounts.record(name) != old, explain(
            f"a new record instead of one with {cost}", "it is the old one"
        )
        n, r, p, salt, key = read_record(house.accounts.record(name))
        right = (n, r, p) == (64, 2, 3) and key == quick(b"row seven", salt=salt, n=n, r=r, p=p)
        assert right, explain("the hasher's cost and the same password", f"{house.accounts.record(name)}")
        assert stored(house, name) == [old], explain(
            "one PUT in two logins, with the old record in `replaces`", f"`replaces` of each: {stored(house, name)}"
        )


@pytest.mark.task("identity", points=1, spec=lesson.NOT_STORED)
def test_replaces_no_other_record(house):
    """Nothing is stored after a login that failed, nor for a record of the right cost, nor for a token."""
    house.accounts.add("cheap", record_of("row seven", ln=4), permissions=["seats:read"])
    house.accounts.add("gone", record_of("row seven", ln=4), active=False)
    house.accounts.add("old", "row seven")
    for pair in (("cheap", "row six"), ("gone", "row seven"), ("gone", "x"), ("old", "row seven"), ("nina", "x"), MAX):
        is_refused(house.by_password(*pair), "NotAuthenticated", f"{pair}")
    is_identity(house.by_password(*JANE), "jane", what="a record of the right cost")
    is_identity(house.by_token(house.accounts.issue("cheap")), "cheap", what="a token")
    assert stored(house) == [], explain("no PUT for any of these", f"{len(stored(house))} of them")


@pytest.mark.task("identity", points=1, spec=lesson.SUCCEEDED)
def test_lets_in_whether_or_not_the_new_record_is_stored(house, network):
    """The login has succeeded before the new record is stored, and does not depend on it."""
    faults = (
        status(503),
        status(500),
        status(409),
        status(404),
        status(401),
        reset(after_work=False),
        refuse(),
        hang(),
    )
    for number, fault in enumerate(faults):
        name, record = f"user-{number}", record_of("row seven", ln=4)
        house.accounts.add(name, record, permissions=["seats:read"])
        network.script("accounts.test", type(fault)(**{**vars(fault), "path": f"/users/{name}/password"}))
        what = f"a user whose new record ends in {fault.kind} {fault.status or ''}"
        is_identity(house.by_password(name, "row seven"), name, ["seats:read"], what=what)
        assert house.accounts.record(name) == record, explain("one attempt to store the record", "several were made")
        is_identity(house.by_password(name, "row seven"), name, what="the same user later")
        assert house.accounts.record(name) != record, explain("another attempt at the next login", "none was made")


@pytest.mark.task("identity", points=1, spec=(lesson.UNAVAILABLE, lesson.NO_IDENTITY, lesson.ASKED_AGAIN))
def test_lets_nobody_in_while_the_directory_is_away(house, network):
    """When a request fails on the way, in whatever manner, it is unknown who asks; the next call asks anew."""
    for how, (ask, path) in house.both_ways().items():
        is_identity(ask(), "jane", what=how)
        for words, fault in FAULTS.items():
            network.script("accounts.test", type(fault)(**{**vars(fault), "path": path}))
            is_refused(ask(), "DirectoryUnavailable", f"{how} while {words}", "an outage must not open the door")
            is_identity(ask(), "jane", what=f"{how}, once the directory is back")


@pytest.mark.task("identity", points=1, spec=(lesson.IN_TIME, lesson.DEFAULTS))
def test_waits_as_long_as_it_was_told(student, accounts, network, clock):
    """A directory that does not answer is given up after `timeout` seconds, by default two."""
    for settings, most in (({}, 2.0), ({"timeout": 0.5}, 0.5), ({"timeout": 6.0}, 6.0)):
        house = House(student, accounts, network, **settings)
        for how, (ask, _) in house.both_ways().items():
            network.latency("accounts.test", most - 0.2)
            is_identity(ask(), "jane", what=f"{how} and an answer after {most - 0.2:g} s, with {settings}")
            network.latency("accounts.test", 0)
            network.script("accounts.test", hang())
            before = clock.elapsed
            is_refused(ask(), "DirectoryUnavailable", f"{how} while no answer comes, with {settings}")
            waited = clock.elapsed - before
            assert waited <= most + 0.3, explain(f"some {most:g} s of waiting with {settings}", f"{waited:g} s")


@pytest.mark.task("identity", points=1, spec=(lesson.OTHER_STATUS, lesson.NO_IDENTITY))
def test_takes_any_other_status_for_an_outage(house, network):
    """A status that the directory's table does not have tells nothing about who asks."""
    for how, (ask, path) in house.both_ways().items():
        is_identity(ask(), "jane", what=how)
        for code in (*STATUSES, *([404] if path == "/introspect" else [])):
            headers = {"Location": "http://accounts.test/users/jane"} if code // 100 == 3 else {}
            for body in ({"active": False}, JANES):
                network.script("accounts.test", status(code, json=body, headers=headers))
                is_refused(ask(), "DirectoryUnavailable", f"{how} when the directory says {code}, with {list(body)}")


@pytest.mark.task("identity", points=1, spec=(lesson.TYPES, lesson.NO_IDENTITY))
def test_takes_an_unreadable_answer_for_an_outage(student, accounts, network):
    """An answer that has not its form is believed by nobody."""
    for path, bodies in (("/users", BROKEN_USERS), ("/introspect", BROKEN_TOKENS)):
        for what, body in bodies.items():
            network.serve("broken.test", answers(body))
            house = House(student, accounts, network, directory_url="http://broken.test")
            found = house.by_password(*JANE) if path == "/users" else house.by_token("at.1")
            is_refused(found, "DirectoryUnavailable", f"an answer of {path} with {what}")
    good = House(student, accounts, network)
    is_identity(good.by_password(*JANE), "jane", what="an answer as it should be")
