"""The attribute directory, held to SCIM 2.0 (RFC 7643 for the forms, RFC 7644 for the protocol)."""

from urllib.parse import quote

import pytest
from directory_bench import JANE, USERS, DirectoryBench
from registry_bench import StillClock, send

from mocks.directory import AttributeDirectory
from mocks.directory.scim import ACCESS, CONFIG, ENTERPRISE, ERROR, LIST, SCIM_JSON, USER
from mocks.faults import delay, drop, hang, refuse, reset, status
from mocks.service import SystemClock


@pytest.fixture
def bench() -> DirectoryBench:
    return DirectoryBench()


def test_tells_of_a_user_in_the_form_of_rfc_7643(bench):
    """Core attributes at the top, the others in the object of their extension, and the extensions among the schemas."""
    answer = bench.user()
    user = answer.json()
    assert (200, SCIM_JSON) == (answer.status_code, answer.headers["content-type"])
    assert [USER, ENTERPRISE, ACCESS] == user["schemas"]
    assert ("jane", "jane@shop.test", True) == (user["id"], user["userName"], user["active"])
    assert ("Europe/Berlin", [{"value": "editor"}, {"value": "viewer"}]) == (user["timezone"], user["roles"])
    assert ({"department": "sales"}, {"clearance": "internal", "region": "eu"}) == (user[ENTERPRISE], user[ACCESS])


def test_tells_when_and_where_a_user_is(bench):
    """The common attributes of section 3.1: type, times in UTC, location, and a version, which is the entity tag."""
    answer = bench.user()
    assert {
        "resourceType": "User",
        "created": "1970-01-01T00:16:40Z",
        "lastModified": "1970-01-01T00:16:40Z",
        "location": "http://mock.test/scim/v2/Users/jane",
        "version": 'W/"1"',
    } == answer.json()["meta"]
    assert 'W/"1"' == answer.headers["etag"]


def test_leaves_out_what_is_not_known(bench):
    """Section 2.5: what has no value is not there, an empty list and an empty extension neither."""
    bench.directory.add("new")
    user = bench.user("new").json()
    assert ({"schemas", "id", "userName", "active", "meta"}, [USER]) == (set(user), user["schemas"])
    bench.directory.add("rob", clearance="public")
    assert ([USER, ACCESS], {"clearance": "public"}) == (
        bench.user("rob").json()["schemas"],
        bench.user("rob").json()[ACCESS],
    )


def test_an_inactive_user_is_still_there(bench):
    """An account is switched off, not deleted."""
    bench.directory.change("jane", active=False)
    assert (200, False) == (bench.user().status_code, bench.user().json()["active"])


def test_a_change_counts_at_once(bench):
    """The version and the time of the last change move on; None takes something away."""
    bench.clock.now += 60
    bench.directory.change("jane", roles=["viewer"], clearance=None)
    user = bench.user().json()
    assert ([{"value": "viewer"}], {"region": "eu"}) == (user["roles"], user[ACCESS])
    assert ('W/"2"', "1970-01-01T00:16:40Z", "1970-01-01T00:17:40Z") == (
        user["meta"]["version"],
        user["meta"]["created"],
        user["meta"]["lastModified"],
    )


def test_an_entry_that_is_replaced_keeps_when_it_was_made(bench):
    """And counts its versions on."""
    bench.clock.now += 60
    bench.directory.add("jane", roles=["admin"])
    user = bench.user().json()
    assert ([USER], 'W/"2"', "1970-01-01T00:16:40Z") == (
        user["schemas"],
        user["meta"]["version"],
        user["meta"]["created"],
    )


@pytest.mark.parametrize("user_id", ["nobody", "Jane", "jane/", "jane%20", ""])
def test_an_unknown_user_is_a_scim_error(bench, user_id):
    """Section 3.12 of RFC 7644: the status is a text."""
    answer = bench.user(user_id)
    assert (404, SCIM_JSON) == (answer.status_code, answer.headers["content-type"])
    assert ([ERROR], "404") == (answer.json()["schemas"], answer.json()["status"])


def test_a_user_that_is_removed_is_unknown(bench):
    """Deleted is gone."""
    bench.directory.remove("jane")
    assert 404 == bench.user().status_code


@pytest.mark.parametrize("user_id", ["a/b", "a?b", "a b", "a%2Fb", "é"])
def test_an_id_may_have_any_sign(bench, user_id):
    """As long as it comes percent-encoded."""
    bench.directory.add(user_id)
    assert user_id == bench.user(quote(user_id, safe="")).json()["id"]


def test_lists_pages_of_users(bench):
    """Section 3.4.2.4: pages begin at 1; a start below 1 is 1, a count below 0 is 0."""
    for name in ("omar", "mia"):
        bench.directory.add(name)

    def page(**query):
        found = bench.get(USERS, **query).json()
        ids = [user["id"] for user in found["Resources"]]
        assert ([LIST], len(ids)) == (found["schemas"], found["itemsPerPage"])
        return ids, found["totalResults"], found["startIndex"]

    assert (["jane", "omar", "mia"], 3, 1) == page()
    assert (["omar"], 3, 2) == page(startIndex=2, count=1)
    assert (["jane", "omar", "mia"], 3, 1) == page(startIndex=-5)
    assert ([], 3, 1) == page(count=-1)
    assert ([], 3, 9) == page(startIndex=9)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ('userName eq "jane@shop.test"', ["jane"]),
        ('USERNAME EQ "JANE@shop.test"', ["jane"]),
        ('id eq "jane"', ["jane"]),
        ('id eq "Jane"', []),
    ],
)
def test_finds_users_by_a_filter(bench, wanted, found):
    """Names and operators in any case; userName is not case exact, id is (RFC 7643, sections 3.1, 4.1.1)."""
    assert found == [user["id"] for user in bench.get(USERS, filter=wanted).json()["Resources"]]


@pytest.mark.parametrize(
    "wanted", ["", "jane", 'id ne "jane"', 'roles eq "admin"', 'id eq "a" or id eq "b"', 'id eq "a\\"']
)
def test_refuses_other_filters(bench, wanted):
    """With the error type that section 3.12 has for it."""
    answer = bench.get(USERS, filter=wanted)
    assert (400, "invalidFilter") == (answer.status_code, answer.json()["scimType"])


def test_says_what_it_can_do(bench):
    """Section 5 of RFC 7643: every feature is named, and the truth is told."""
    config = bench.get("/scim/v2/ServiceProviderConfig").json()
    features = ("patch", "bulk", "filter", "changePassword", "sort", "etag")
    assert [CONFIG] == config["schemas"]
    assert [False, False, True, False, False, True] == [config[name]["supported"] for name in features]


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [("GET", "/Users", 404), ("DELETE", f"{USERS}/jane", 405), ("PUT", f"{USERS}/jane", 405)],
)
def test_other_requests_are_scim_errors(bench, method, path, code):
    """Nobody writes over the wire: a student's code could make itself an admin."""
    answer = send(bench.directory.app, method, path)
    assert (code, str(code), [ERROR]) == (answer.status_code, answer.json()["status"], answer.json()["schemas"])


def test_a_query_that_can_not_be_read_is_400(bench):
    """Not FastAPI's 422: SCIM knows none."""
    answer = bench.get(USERS, count="many")
    assert (400, "invalidValue") == (answer.status_code, answer.json()["scimType"])


def test_fails_as_planned_and_is_well_again(bench):
    """One step for each request, in order, in SCIM's form."""
    bench.directory.plan(status(503, headers={"Retry-After": "2"}), status(200, json={"id": "jane"}))
    failed, odd, well = bench.user(), bench.user(), bench.user()
    assert (503, "2", [ERROR]) == (failed.status_code, failed.headers["retry-after"], failed.json()["schemas"])
    assert ({"id": "jane"}, 200) == (odd.json(), well.status_code)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (reset(), ConnectionResetError),
        (drop(), ConnectionAbortedError),
        (hang(), TimeoutError),
        (hang(connecting=True), TimeoutError),
        (refuse(), ConnectionRefusedError),
    ],
)
def test_an_outage_breaks_every_request_until_it_is_over(bench, fault, error):
    """A broken connection leaves the app as the exception of its name; then all is well by itself, or by recover."""
    bench.directory.outage(fault, seconds=60)
    for _ in range(2):
        with pytest.raises(error):
            bench.user()
    bench.clock.now += 61
    assert 200 == bench.user().status_code
    bench.directory.outage(fault)
    bench.directory.recover()
    assert 200 == bench.user().status_code


def test_a_delay_takes_time(bench):
    """The answer comes that much later."""
    bench.directory.plan(delay(3))
    before = bench.clock.now
    assert (200, 3.0) == (bench.user().status_code, bench.clock.now - before)


def test_tells_how_it_is(bench):
    """One lane, healthy, slow or failing, told when it changes."""
    bench.directory.plan(delay(1), status(500))
    for _ in range(4):
        bench.user()
    assert [("directory", state) for state in ("healthy", "slow", "failing", "healthy")] == bench.seen


def test_is_empty_in_a_test_and_has_people_on_loopback():
    """Who tries it by hand wants somebody to ask about."""
    counts = [
        len(send(AttributeDirectory(clock).app, "GET", USERS).json()["Resources"])
        for clock in (StillClock(), SystemClock())
    ]
    assert [0, 5] == counts


def test_by_hand_users_change_and_the_service_breaks():
    """The lab is there on the real clock only."""
    by_hand = AttributeDirectory(SystemClock()).app
    changed = send(by_hand, "PUT", "/lab/users/jane", {"roles": ["admin"]}, {"content-type": "application/json"})
    assert (204, [{"value": "admin"}]) == (changed.status_code, send(by_hand, "GET", f"{USERS}/jane").json()["roles"])
    assert 204 == send(by_hand, "DELETE", "/lab/users/jane").status_code
    assert [404, 404] == [
        send(by_hand, "DELETE", "/lab/users/jane").status_code,
        send(by_hand, "GET", f"{USERS}/jane").status_code,
    ]
    broken = send(by_hand, "POST", "/lab/outage", {"status": 500, "lasts": 60}, {"content-type": "application/json"})
    assert (204, 500) == (broken.status_code, send(by_hand, "GET", f"{USERS}/root").status_code)
    assert (204, 200) == (
        send(by_hand, "POST", "/lab/recover").status_code,
        send(by_hand, "GET", f"{USERS}/root").status_code,
    )
    assert 404 == send(AttributeDirectory(StillClock()).app, "POST", "/lab/recover").status_code


def test_a_second_directory_knows_nothing_of_the_first(bench):
    """Routes are shared, users and faults are not."""
    other = DirectoryBench()
    bench.directory.add("omar", **JANE)
    bench.directory.outage(status(503))
    assert (404, 200) == (other.user("omar").status_code, other.user().status_code)


def test_describes_itself(bench):
    """The OpenAPI document lists the paths that students try by hand."""
    assert {USERS, f"{USERS}/{{user_id}}"} <= set(bench.get("/openapi.json").json()["paths"])
