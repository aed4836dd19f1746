"""Task leases: a user of the database that is renewed in time, replaced when it must be, and given back."""

import httpx
import pytest

from grader.suite import explain, refuse, status

from . import lesson
from .answers import lease, renewed, serve
from .support import HOST, TROUBLES, Desk, expect, hides

FIRST = "test_gets_a_user_at_the_first_call"
RENEWS = "test_renews_at_two_thirds"
CLOSES = "test_close_gives_the_user_back"
CREDS, RENEW, REVOKE = (
    ("GET", "/v1/database/creds/orders"),
    ("PUT", "/v1/sys/leases/renew"),
    ("PUT", "/v1/sys/leases/revoke"),
)
LEFT_BEHIND = "a user that nobody gives back can log in for as long as its lease lives"


@pytest.fixture
def desk(student, vault, network):
    """The manager with a token; its leases live for a minute, and six minutes at most."""
    vault.roles["orders"].ttl, vault.roles["orders"].max_ttl = 60.0, 360.0
    return Desk(student, vault, network)


def shown(keeper):
    """Name and password, as plain texts."""
    name, password = keeper.credentials()
    return name, password.reveal()


def works(desk, login, what, wanted=True):
    """See whether the database takes these credentials."""
    found = desk.vault.database.login(*login)
    expect(wanted, found, f"whether the database takes {what}", why="" if wanted else LEFT_BEHIND)


def sent(desk, number, wanted, what, why=""):
    """See which requests were sent after so many; how many there are now."""
    found = desk.asked()[number:]
    expect(wanted, found, f"the requests {what}", why=why)
    return number + len(wanted)


def bodies(desk, path):
    """The lease ids in the requests to a path."""
    return [httpx.Response(200, content=one.request.content).json() for one in desk.network.requests(HOST, "PUT", path)]


@pytest.mark.task("leases", points=1, spec=(lesson.LEASE, lesson.THIRDS))
def test_gets_a_user_at_the_first_call(desk, clock, evidence):
    """The constructor sends nothing; the first call gets a user, and until two thirds are over it is the same one."""
    keeper = desk.keeper()
    sent(desk, 0, [], "of the constructor")
    login = shown(keeper)
    evidence.mark("secrets", login[0], value="issued")
    works(desk, login, "the first credentials")
    for seconds in (0, 20, 19.9):
        clock.advance(seconds)
        expect(login, shown(keeper), "the credentials", tried=f"{clock.elapsed:g} s of 60 s later")
    sent(desk, 0, [CREDS], "of four calls", why="a database that makes a user a call is soon full of them")
    tokens = {one.request.headers.get("x-vault-token") for one in desk.network.requests(HOST)}
    expect({desk.token.reveal()}, tokens, "the header X-Vault-Token of the requests")


@pytest.mark.task("leases", points=1.5, needs=FIRST, spec=(lesson.RENEWED, lesson.ANEW))
def test_renews_at_two_thirds(desk, clock, evidence):
    """At exactly two thirds the lease is renewed, once, and the two thirds count from there."""
    keeper = desk.keeper()
    login, number = shown(keeper), 1
    (identity,) = desk.vault.leases
    for seconds, wanted in ((40, [RENEW]), (0, []), (39.5, []), (0.5, [RENEW]), (55, [RENEW]), (39.5, [])):
        clock.advance(seconds)
        evidence.mark("secrets", login[0], value="renewed" if wanted else "used")
        expect(login, shown(keeper), "the credentials", tried=f"{clock.elapsed:g} s after the first call")
        number = sent(desk, number, wanted, f"{clock.elapsed:g} s after the first call")
        works(desk, login, f"the credentials {clock.elapsed:g} s later")
    expect([{"lease_id": identity}] * 3, bodies(desk, RENEW[1]), "the bodies of the requests to renew")


@pytest.mark.task("leases", points=1, needs=FIRST, spec=lesson.ANEW)
def test_goes_by_the_times_of_the_answers(student, network, clock):
    """The lease_duration of each answer counts from that answer on, and so do its two thirds."""
    asked = serve(network, lease(duration=30), renewed(90), renewed(30), lease("u2"))
    keeper = student.LeaseKeeper(f"https://{HOST}", student.Secret("t"), "orders")
    expect(("u1", "pw-u1"), shown(keeper), "the first credentials")
    for seconds, wanted in ((19.5, 1), (0.5, 2), (59.5, 2), (0.5, 3), (19.5, 3), (0.5, 4)):
        clock.advance(seconds)
        shown(keeper)
        expect(wanted, len(asked), "how many requests there were", tried=f"{clock.elapsed:g} s: leases of 30, 90, 30 s")


@pytest.mark.task("leases", points=1, needs=RENEWS, spec=(lesson.SHORTER, lesson.NEW_ONE))
def test_takes_a_new_user_before_the_last_end(desk, clock, evidence):
    """When renewing gives less time than at first, take new credentials, and then revoke the old lease."""
    keeper = desk.keeper()
    login, number = shown(keeper), 1
    (identity,) = desk.vault.leases
    for _ in range(7):
        clock.advance(40)
        expect(
            login, shown(keeper), "the credentials while the lease can be renewed in full", tried=f"{clock.elapsed:g} s"
        )
    clock.advance(40)
    fresh = shown(keeper)
    evidence.mark("secrets", login[0], value="revoked")
    evidence.mark("secrets", fresh[0], value="issued")
    number = sent(desk, number + 7, [RENEW, CREDS, REVOKE], "near the end, in this order", why=LEFT_BEHIND)
    expect([{"lease_id": identity}], bodies(desk, REVOKE[1]), "the lease that is revoked")
    works(desk, fresh, "the new credentials")
    works(desk, login, "the old ones", wanted=False)
    clock.advance(39.5)
    expect(fresh, shown(keeper), "the credentials afterwards")
    sent(desk, number, [], "while the new lease is young")
    clock.advance(0.5)
    expect(fresh, shown(keeper), "the credentials at two thirds of the new lease")
    sent(desk, number, [RENEW], "at two thirds of the new lease")


@pytest.mark.task(
    "leases", points=1, needs=FIRST, spec="If the lease is not `renewable`, renewing is refused (400, 403, 404)"
)
def test_takes_a_new_user_where_none_can_be_renewed(student, network, clock):
    """A lease that is not renewable is not renewed; one whose renewal is refused by 400, 403 or 404 is replaced."""
    cases = {"not renewable": ()} | {
        f"a refusal with {code}": (httpx.Response(code, json={}),) for code in (400, 403, 404)
    }
    for what, answers in cases.items():
        asked = serve(network, lease(renewable=bool(answers)), *answers, lease("u2"), httpx.Response(204))
        keeper = student.LeaseKeeper(f"https://{HOST}", student.Secret("t"), "orders")
        shown(keeper)
        clock.advance(39.5)
        expect("u1", shown(keeper)[0], "the user before two thirds", tried=what)
        clock.advance(0.5)
        expect(("u2", "pw-u2"), shown(keeper), "the credentials from two thirds on", tried=what)
        expect([CREDS, *[RENEW] * len(answers), CREDS, REVOKE], asked, "the requests", why=LEFT_BEHIND, tried=what)


@pytest.mark.task("leases", points=1, needs=FIRST, spec=lesson.ENDED)
def test_leaves_a_lease_alone_that_has_ended(desk, clock):
    """At the end of its time a lease is neither renewed nor revoked: there are new credentials."""
    keeper = desk.keeper()
    login, number = shown(keeper), 1
    for seconds in (60, 500):
        clock.advance(seconds)
        fresh = shown(keeper)
        assert fresh[0] != login[0], explain(
            "a new user", "the old one, which can't log in any more", tried=f"{seconds} s"
        )
        works(desk, fresh, "the new credentials")
        number = sent(desk, number, [CREDS], f"{seconds} s after the last ones")
        login = fresh
    clock.advance(60)
    keeper.close()
    sent(desk, number, [], "of close(), the lease having ended")


@pytest.mark.task("leases", points=1.5, needs=RENEWS, spec=(lesson.OUTAGE, lesson.NO_ANSWER))
def test_an_outage_is_outlived_while_the_lease_lives(desk, clock):
    """In an outage the credentials stay as long as they live, and each call tries again; then it is an error."""
    for what, fault in TROUBLES.items():
        keeper = desk.keeper()
        login = shown(keeper)
        clock.advance(40)
        desk.trouble(fault)
        number = len(desk.asked())
        expect(login, shown(keeper), "the credentials", tried=f"at the renewal the manager {what}")
        expect(login, shown(keeper), "the credentials afterwards", tried=f"at the renewal the manager {what}")
        found = [one for one in desk.asked()[number:] if one[1] == RENEW[1]]
        expect([RENEW] * 2, found, "the requests of two calls", tried=f"at the first the manager {what}")
        expect(2, len(desk.asked()) - number, "how many requests two calls send", tried=what)
        keeper.close()
    keeper = desk.keeper()
    login = shown(keeper)
    desk.network.down(HOST)
    clock.advance(59.5)
    expect(login, shown(keeper), "the credentials half a second before the lease ends")
    clock.advance(0.5)
    with desk.student.raises("ManagerUnavailableError", why="credentials that have ended are refused by the database"):
        keeper.credentials()
    desk.network.up(HOST)
    works(desk, shown(keeper), "the credentials once the manager is back")


@pytest.mark.task("leases", points=1, needs=RENEWS, spec=lesson.OUTAGE)
def test_an_outage_in_the_middle_of_a_replacement(student, network, clock):
    """If renewing is refused and there are no new credentials, the old ones stay, and are not revoked."""
    refused = httpx.Response(400, json={})
    asked = serve(network, lease(), refused, httpx.Response(503), refused, lease("u2"), httpx.Response(204))
    keeper = student.LeaseKeeper(f"https://{HOST}", student.Secret("t"), "orders")
    shown(keeper)
    clock.advance(45)
    expect(("u1", "pw-u1"), shown(keeper), "the credentials while there are no new ones")
    expect([CREDS, RENEW, CREDS], asked, "the requests so far", why="who revokes first has nothing left in an outage")
    expect(("u2", "pw-u2"), shown(keeper), "the credentials at the next call")
    expect([RENEW, CREDS, REVOKE], asked[3:], "the requests of the next call")


@pytest.mark.task("leases", points=1, needs=FIRST, spec=(lesson.NONE_LEFT, lesson.DENIED))
def test_tells_why_there_is_no_user(desk):
    """Without credentials an outage is ManagerUnavailableError, a refusal AccessDeniedError; then it asks again."""
    for what, fault in TROUBLES.items():
        keeper = desk.keeper()
        desk.trouble(fault)
        with desk.student.raises("ManagerUnavailableError", tried=f"the manager {what}"):
            keeper.credentials()
        works(desk, shown(keeper), f"the credentials after an attempt at which the manager {what}")
    for code in (400, 403):
        keeper = desk.keeper()
        desk.trouble(status(code, json={"errors": []}))
        with desk.student.raises("AccessDeniedError", tried=f"the answer is {code}"):
            keeper.credentials()
        works(desk, shown(keeper), f"the credentials after a {code}")


@pytest.mark.task("leases", points=1, needs=FIRST, spec=(lesson.CLOSES, lesson.CLOSED, lesson.CONTEXT))
def test_close_gives_the_user_back(desk):
    """close() revokes the lease, once, and nothing is given afterwards. The end of a with-block closes as well."""
    keeper = desk.keeper()
    login = shown(keeper)
    (identity,) = desk.vault.leases
    keeper.close()
    keeper.close()
    sent(desk, 0, [CREDS, REVOKE], "of a call and two times close()")
    expect([{"lease_id": identity}], bodies(desk, REVOKE[1]), "the body of the request")
    works(desk, login, "the credentials after close()", wanted=False)
    with desk.student.raises("ValueError", why="who closed it must not get a user that nobody gives back"):
        keeper.credentials()
    desk.keeper().close()
    sent(desk, 2, [], "of a keeper that had no user, and is closed")
    for error in (None, KeyError("in the block")):
        try:
            with desk.keeper() as inside:
                login = shown(inside)
                if error is not None:
                    raise error
        except KeyError:
            assert error is not None, "Let the block end as it does."
        works(
            desk, login, f"the credentials after a block that ended {'by an error' if error else 'well'}", wanted=False
        )


@pytest.mark.task("leases", points=0.5, needs=CLOSES, spec=lesson.NOTHING_RAISED)
def test_revoking_may_fail(student, network, clock):
    """Whatever becomes of revoking, close() and credentials() raise nothing, and close() is done with it."""
    faults = {code: httpx.Response(code, json={}) for code in (400, 403, 404, 500, 503)}
    for code, answer in faults.items():
        asked = serve(network, lease(renewable=False), lease("u2", renewable=False), answer)
        keeper = student.LeaseKeeper(f"https://{HOST}", student.Secret("t"), "orders")
        shown(keeper)
        clock.advance(40)
        expect(
            ("u2", "pw-u2"), shown(keeper), "the new credentials", tried=f"revoking the old lease is answered by {code}"
        )
        keeper.close()
        keeper.close()
        expect([CREDS, CREDS, REVOKE, REVOKE], asked, "the requests", tried=f"revoking is answered by {code}")
    serve(network, lease())
    keeper = student.LeaseKeeper(f"https://{HOST}", student.Secret("t"), "orders")
    shown(keeper)
    network.script(HOST, refuse())
    keeper.close()
    with student.raises("ValueError"):
        keeper.credentials()


@pytest.mark.task("leases", points=0.5, needs=FIRST, spec=lesson.APART)
def test_two_keepers_have_two_users(desk, clock):
    """Two keepers, of two roles, have users of their own; closing one leaves the other."""
    role = type(desk.vault.roles["orders"])
    desk.vault.roles["reports"] = role(ttl=600.0)
    one, other, third = desk.keeper(), desk.keeper("reports"), desk.keeper()
    logins = [shown(keeper) for keeper in (one, other, third)]
    expect(3, len({name for name, _ in logins}), "how many users three keepers have")
    expect(("GET", "/v1/database/creds/reports"), desk.asked()[1], "the request for the other role")
    one.close()
    clock.advance(30)
    expect(logins[1:], [shown(keeper) for keeper in (other, third)], "the credentials of those that are open")
    for login in logins[1:]:
        works(desk, login, "the credentials of a keeper that is open")
    hides(desk.student.output(), [password for _, password in logins], "what was printed")
