"""Task client: secrets from a manager, with a short cache, through outages, and through rotations without a restart."""

from functools import partial

import httpx
import pytest

from grader.suite import explain, status

from . import lesson
from .outages import (
    HAMMER,
    a_refusal_is_told_at_once,
    an_outage_during_a_rotation,
    an_outage_is_outlived_by_a_copy,
    bodies,
    leaves_the_manager_alone_after_a_failure,
    reads,
)
from .rejections import Shop
from .support import HOST, TROUBLES, Desk, expect, hides

READS = "test_reads_a_secret"
CACHED = "test_keeps_a_copy_for_a_short_while"
USES = "test_use_gives_what_the_function_gives"
AT = ("GET", "/v1/secret/data/pay-key")
RESTART = "a service that has to be restarted for a new password is not available meanwhile"


@pytest.fixture
def desk(student, vault, network):
    """The manager with a token, and two secrets."""
    vault.put("pay-key", key="sk-one", user="shop")
    vault.put("mail-key", key="mk-one")
    return Desk(student, vault, network)


@pytest.mark.task("client", points=1, spec=lesson.READS)
def test_reads_a_secret(desk):
    """The constructor sends nothing; read() asks for the path with the token, and gives the newest version."""
    client = desk.client()
    expect([], desk.asked(), "the requests of the constructor")
    expect({"key": "sk-one", "user": "shop"}, client.read("pay-key"), "the secret")
    expect([AT], desk.asked(), "the requests")
    (exchange,) = desk.network.requests(HOST)
    sent = exchange.request.headers.get("x-vault-token")
    expect(desk.token.reveal(), sent, "the header X-Vault-Token")
    hides(desk.student.output(), ["sk-one", desk.token.reveal()], "what was printed")


@pytest.mark.task("client", points=0.5, needs=READS, spec=lesson.IN_PATH)
def test_a_path_may_hold_any_characters(desk):
    """`/` in a path stays; a space, `?`, `#`, `%` and letters that are not ASCII are percent-encoded."""
    for path in ("a/b/c", "a b", "who?", "a#b", "100%", "größe/ключ", "a%2Fb"):
        desk.vault.put(path, key=f"key of {path}")
        reads(desk.client(), f"key of {path}", f"at {path!r}", path)
    expect(("GET", "/v1/secret/data/a/b/c"), desk.asked()[0], "the request for 'a/b/c'")


@pytest.mark.task("client", points=1, needs=READS, spec=lesson.CACHE)
def test_keeps_a_copy_for_a_short_while(desk, clock, evidence):
    """For ttl seconds a copy is given; at exactly ttl it is fetched again, and counts from there."""
    for ttl, options in ((30, {}), (5, {"ttl": 5.0})):
        client, number = desk.client(**options), len(desk.asked())
        reads(client, "sk-one", "at first")
        for seconds, wanted in ((ttl - 0.5, 1), (0.5, 2), (ttl - 0.5, 2), (0.5, 3), (10 * ttl, 4)):
            clock.advance(seconds)
            reads(client, "sk-one", "later")
            evidence.mark("secrets", "pay-key v1", value="used")
            found = len(desk.asked()) - number
            expect(
                wanted, found, "how many requests there were", why=HAMMER, tried=f"a ttl of {ttl}, {seconds} s later"
            )
    client = desk.client()
    reads(client, "sk-one", "at first")
    desk.vault.put("pay-key", key="sk-two")
    clock.advance(29.5)
    reads(client, "sk-one", "while the copy is good")
    clock.advance(0.5)
    reads(client, "sk-two", "once the copy is old")


@pytest.mark.task(
    "client", points=0.5, needs=CACHED, spec="For `ttl` seconds from its answer a copy is given without a request"
)
def test_a_copy_ages_from_its_answer(desk, clock):
    """A copy counts from the moment of its answer, and neither from the request nor from the last read."""
    client = desk.client()
    desk.network.latency(HOST, 1.5)
    reads(client, "sk-one", "at first")
    for seconds, wanted in ((20, 1), (9.5, 1), (0.5, 2)):
        clock.advance(seconds)
        reads(client, "sk-one", "later")
        expect(
            wanted, len(desk.asked()), "how many requests there were", tried=f"{seconds} s later; an answer takes 1.5 s"
        )


@pytest.mark.task("client", points=0.5, needs=READS, spec=lesson.NO_CACHE)
def test_a_ttl_of_nothing_is_no_cache(desk):
    """With a ttl of 0 each read asks."""
    client = desk.client(ttl=0)
    for number in (1, 2, 3):
        desk.vault.put("pay-key", key=f"sk-{number}")
        reads(client, f"sk-{number}", "without a cache")
    expect([AT] * 3, desk.asked(), "the requests")


@pytest.mark.task("client", points=1, needs=CACHED, spec=("Each path has its own.", lesson.OWN, lesson.APART))
def test_copies_are_apart(desk, clock):
    """Each path and each client has a copy of its own, and what a caller does to it changes none."""
    one, other = desk.client(), desk.client(ttl=100)
    for client in (one, other):
        reads(client, "sk-one", "of the first path")
        reads(client, "mk-one", "of the second path", "mail-key")
    expect(4, len(desk.asked()), "how many requests two clients send for two paths")
    clock.advance(20)
    changed = one.use("pay-key", spoil)
    expect("spoilt", changed, "what the function gave")
    expect({"key": "sk-one", "user": "shop"}, one.read("pay-key"), "the copy, after a function has emptied its own")
    mine = one.read("mail-key")
    mine.clear()
    reads(one, "mk-one", "after a caller has emptied its dictionary", "mail-key")
    clock.advance(10)
    number = len(desk.asked())
    reads(one, "sk-one", "by a client whose copy is old")
    reads(other, "sk-one", "by a client whose copy is good")
    expect(
        [AT], desk.asked()[number:], "the requests half a minute later", why="one client has a ttl of 30, one of 100"
    )
    desk.vault.put("pay-key", key="sk-two")
    reads(desk.client(), "sk-two", "by another client, after a rotation")
    for path in ("x/same", "y/same", "x", "same"):
        desk.vault.put(path, key=f"key of {path}")
        reads(one, f"key of {path}", "of paths that are alike", path)


def spoil(data):
    data.clear()
    data["key"] = "changed"
    return "spoilt"


@pytest.mark.task("client", points=1.5, needs=READS, spec=(lesson.NO_ANSWER, lesson.STALE, lesson.UNAVAILABLE))
def test_an_outage_is_outlived_by_a_copy(desk, clock):
    """Whatever the manager does instead of answering: without a copy it is an error, with one that is given."""
    an_outage_is_outlived_by_a_copy(desk, clock)


@pytest.mark.task("client", points=0.5, needs=READS, spec="or a body that is not as described")
def test_an_answer_that_is_none(student, network, clock):
    """An answer with 200 that is not as described is no answer of use."""
    for what, answer in bodies().items():
        good = httpx.Response(200, json={"data": {"data": {"key": "k"}, "metadata": {"version": 1}}})
        turns = iter([answer, good, answer])
        network.serve(HOST, lambda _, turns=turns: next(turns))
        client = student.SecretClient(f"https://{HOST}", student.Secret("t"), ttl=10)
        with student.raises("ManagerUnavailableError", tried=f"the answer has {what}"):
            client.read("pay-key")
        clock.advance(5)
        reads(client, "k", f"after an answer with {what}")
        clock.advance(10)
        reads(client, "k", f"from the copy, when the answer has {what}")


@pytest.mark.task("client", points=1, needs=CACHED, spec=(lesson.STALE, "`RETRY` seconds after such a failure"))
def test_leaves_the_manager_alone_after_a_failure(desk, clock):
    """For 5 seconds after a failure nothing is sent about this path; a copy is given while younger than max_stale."""
    leaves_the_manager_alone_after_a_failure(desk, clock)


@pytest.mark.task("client", points=1.5, needs=READS, spec=lesson.REFUSED)
def test_a_refusal_is_told_at_once(desk, clock):
    """403 and 400 are AccessDeniedError, 404 is SecretNotFoundError; the copy is forgotten and the next read asks."""
    a_refusal_is_told_at_once(desk, clock)


@pytest.mark.task("client", points=1, needs=CACHED, spec=lesson.AT_ONCE)
def test_many_at_once_send_one_request(desk, clock):
    """Eight that need the same path at once send one request, at first and when the copy is old."""
    client = desk.client()
    desk.network.latency(HOST, 0.2)
    for number in (1, 2):
        found = desk.student.together(*[partial(client.read, "pay-key")] * 8)
        expect(
            ["sk-one"] * 8, [one["key"] if isinstance(one, dict) else one for one in found], "what eight readers get"
        )
        expect(number, len(desk.asked()), "how many requests there were", why=HAMMER)
        clock.advance(30)


@pytest.mark.task("client", points=1, needs=READS, spec=lesson.USES)
def test_use_gives_what_the_function_gives(desk):
    """use() calls the function with what read() would give, once, and gives its result."""
    client, shown = desk.client(), []
    for result in ("ok", None, 0, ["a", 1]):
        found = client.use("pay-key", lambda data, result=result: shown.append(dict(data)) or result)
        expect(result, found, "what use() returns")
    expect([{"key": "sk-one", "user": "shop"}] * 4, shown, "what the function was shown")
    expect([AT], desk.asked(), "the requests of four uses", why=HAMMER)


@pytest.mark.task("client", points=1, spec=(lesson.USES, lesson.ROTATED))
def test_a_rotation_needs_no_restart(desk, clock, evidence):
    """When the function rejects the copy, the manager is asked once, and the new version is used."""
    client, shop = desk.client(), Shop(desk.student, "sk-one")
    expect("paid with sk-one", client.use("pay-key", shop), "what use() returns")
    for version, key in ((2, "sk-two"), (3, "sk-three")):
        clock.advance(7)
        desk.vault.put("pay-key", key=key)
        old, shop.good, shop.shown = shop.good, key, []
        number = len(desk.asked())
        expect(f"paid with {key}", client.use("pay-key", shop), "what use() returns after a rotation", why=RESTART)
        evidence.mark("secrets", f"pay-key v{version - 1}", value="rejected")
        evidence.mark("secrets", f"pay-key v{version}", value="used")
        expect([old, key], shop.shown, "the keys that the function was shown", tried=f"version {version}")
        expect([AT], desk.asked()[number:], "the requests", tried=f"version {version}")
        expect(key, client.read("pay-key").get("key"), "the key that is read afterwards", tried=f"version {version}")
        expect([AT], desk.asked()[number:], "the requests, that read included", tried=f"version {version}")


@pytest.mark.task("client", points=0.5, spec=lesson.STILL)
def test_the_same_version_is_not_tried_again(desk):
    """If the manager has no other version, the rejection is raised after one call."""
    client = desk.client()
    for number in (1, 2):
        shop = Shop(desk.student, "none")
        with desk.student.raises("RejectedError", why="the same secret is rejected as often as it is shown") as caught:
            client.use("pay-key", shop)
        expect("sk-one, call 1", caught.value.text, "the text of the RejectedError")
        expect(["sk-one"], shop.shown, "the keys that the function was shown", tried=f"use number {number}")
        expect([AT] * (number + 1), desk.asked(), "the requests", tried=f"use number {number}")


@pytest.mark.task("client", points=0.5, spec="return or raise what it does")
def test_a_second_rejection_is_raised(desk):
    """If the new version is rejected too, or fails otherwise, that is raised, without a third call."""
    for error, name in ((None, "RejectedError"), (KeyError("of its own"), "KeyError")):
        client, shop = desk.client(), Shop(desk.student, "none", then=error)
        client.read("pay-key")
        desk.vault.put("pay-key", key="sk-new")
        number = len(desk.asked())
        with desk.student.raises(name) as caught:
            client.use("pay-key", shop)
        if error is None:
            expect("sk-new, call 2", caught.value.text, "the text of the RejectedError")
        expect(2, len(shop.shown), "how often the function was called")
        expect([AT], desk.asked()[number:], "the requests")
        desk.vault.put("pay-key", key="sk-one")


@pytest.mark.task("client", points=0.5, spec="If that raises `RejectedError`, the secret has been rotated")
def test_other_errors_are_not_about_the_secret(desk):
    """Any other exception of the function is raised after one call, and the manager is not asked."""
    client, shop = desk.client(), Shop(desk.student, "none", first=ValueError("no money"))
    client.read("pay-key")
    desk.vault.put("pay-key", key="sk-two")
    with desk.student.raises("ValueError"):
        client.use("pay-key", shop)
    expect((["sk-one"], [AT]), (shop.shown, desk.asked()), "the keys that the function was shown, and the requests")


@pytest.mark.task("client", points=1, spec=(lesson.STILL, lesson.ASK_ONCE))
def test_an_outage_during_a_rotation(desk, clock):
    """If the manager gives no answer then, the rejection is raised; RETRY does not keep the next use() from asking."""
    an_outage_during_a_rotation(desk, clock)


@pytest.mark.task("client", points=0.5, spec="Each path has its own.")
def test_a_rotation_is_of_one_path(desk):
    """A rejection fetches its own path alone: the copy of the other stays, and its function sees it."""
    client, shop = desk.client(), Shop(desk.student, "sk-two")
    for path in ("pay-key", "mail-key"):
        client.read(path)
    desk.vault.put("pay-key", key="sk-two")
    desk.vault.put("mail-key", key="mk-two")
    expect("paid with sk-two", client.use("pay-key", shop), "what use() returns")
    found = client.read("mail-key").get("key")
    assert found == "mk-one", explain("the copy of the other path, which is good", f"{found!r}")
    expect(3, len(desk.network.requests(HOST)), "how many requests there were")
