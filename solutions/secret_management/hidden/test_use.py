"""Task client, use(): a rotation without a restart."""

import pytest

from grader.suite import explain, status

from . import lesson
from .rejections import Shop
from .support import HOST, TROUBLES, Desk, expect

ROTATES = "test_a_rotation_needs_no_restart"
AT = ("GET", "/v1/secret/data/pay/key")
RESTART = "a service that has to be restarted for a new password is not available meanwhile"


@pytest.fixture
def desk(student, vault, network):
    """The manager with a token, and two secrets."""
    vault.put("pay/key", key="sk-one")
    vault.put("mail/key", key="mk-one")
    return Desk(student, vault, network)


@pytest.mark.task("client", points=1, spec=(lesson.USES, lesson.ROTATED))
def test_a_rotation_needs_no_restart(desk, clock, evidence):
    """When the function rejects the copy, the manager is asked once, and the new version is used."""
    client, shop = desk.client(), Shop(desk.student, "sk-one")
    expect("paid with sk-one", client.use("pay/key", shop), "what use() returns")
    for version, key in ((2, "sk-two"), (3, "sk-three")):
        clock.advance(7)
        desk.vault.put("pay/key", key=key)
        old, shop.good, shop.shown = shop.good, key, []
        number = len(desk.asked())
        expect(f"paid with {key}", client.use("pay/key", shop), "what use() returns after a rotation", why=RESTART)
        evidence.mark("secrets", f"pay/key v{version - 1}", value="rejected")
        evidence.mark("secrets", f"pay/key v{version}", value="used")
        expect([old, key], shop.shown, "the keys that the function was shown", tried=f"version {version}")
        expect([AT], desk.asked()[number:], "the requests", tried=f"version {version}")
        expect(key, client.read("pay/key").get("key"), "the key that is read afterwards", tried=f"version {version}")
        expect([AT], desk.asked()[number:], "the requests, that read included", tried=f"version {version}")


@pytest.mark.task("client", points=0.5, needs=ROTATES, spec=lesson.STILL)
def test_the_same_version_is_not_tried_again(desk):
    """If the manager has no other version, the rejection is raised after one call."""
    client = desk.client()
    for number in (1, 2):
        shop = Shop(desk.student, "none")
        with desk.student.raises("RejectedError", why="the same secret is rejected as often as it is shown") as caught:
            client.use("pay/key", shop)
        expect("sk-one, call 1", caught.value.text, "the text of the RejectedError")
        expect(["sk-one"], shop.shown, "the keys that the function was shown", tried=f"use number {number}")
        expect([AT] * (number + 1), desk.asked(), "the requests", tried=f"use number {number}")


@pytest.mark.task("client", points=0.5, needs=ROTATES, spec="return or raise what it does")
def test_a_second_rejection_is_raised(desk):
    """If the new version is rejected too, or fails otherwise, that is raised, without a third call."""
    for error, name in ((None, "RejectedError"), (KeyError("of its own"), "KeyError")):
        client, shop = desk.client(), Shop(desk.student, "none", then=error)
        client.read("pay/key")
        desk.vault.put("pay/key", key="sk-new")
        number = len(desk.asked())
        with desk.student.raises(name) as caught:
            client.use("pay/key", shop)
        if error is None:
            expect("sk-new, call 2", caught.value.text, "the text of the RejectedError")
        expect(2, len(shop.shown), "how often the function was called")
        expect([AT], desk.asked()[number:], "the requests")
        desk.vault.put("pay/key", key="sk-one")


@pytest.mark.task(
    "client", points=0.5, needs=ROTATES, spec="If that raises `RejectedError`, the secret has been rotated"
)
def test_other_errors_are_not_about_the_secret(desk):
    """Any other exception of the function is raised after one call, and the manager is not asked."""
    client, shop = desk.client(), Shop(desk.student, "none", first=ValueError("no money"))
    client.read("pay/key")
    desk.vault.put("pay/key", key="sk-two")
    with desk.student.raises("ValueError"):
        client.use("pay/key", shop)
    expect((["sk-one"], [AT]), (shop.shown, desk.asked()), "the keys that the function was shown, and the requests")


@pytest.mark.task("client", points=1, needs=ROTATES, spec=(lesson.STILL, lesson.ASK_ONCE))
def test_an_outage_during_a_rotation(desk, clock):
    """If the manager gives no answer then, the rejection is raised; RETRY does not keep the next use() from asking."""
    for what, fault in TROUBLES.items():
        for options in ({}, {"max_stale": 0}):
            client, shop = desk.client(**options), Shop(desk.student, "sk-two")
            client.read("pay/key")
            desk.trouble(fault)
            number = len(desk.asked())
            with desk.student.raises("RejectedError", tried=f"the manager {what}; {options}"):
                client.use("pay/key", shop)
            expect(
                (1, 1), (len(shop.shown), len(desk.asked()) - number), "calls and requests", tried=f"the manager {what}"
            )
    client = desk.client(ttl=10)
    client.read("pay/key")
    clock.advance(10)
    desk.trouble(status(503))
    client.read("pay/key")
    desk.vault.put("pay/key", key="sk-two")
    clock.advance(1)
    shop, number = Shop(desk.student, "sk-two"), len(desk.asked())
    expect("paid with sk-two", client.use("pay/key", shop), "what use() returns, a second after a failure")
    expect([AT], desk.asked()[number:], "the requests of use(), a second after a failure")


@pytest.mark.task("client", points=0.5, needs=ROTATES, spec="Each path has its own.")
def test_a_rotation_is_of_one_path(desk):
    """A rejection fetches its own path alone: the copy of the other stays, and its function sees it."""
    client, shop = desk.client(), Shop(desk.student, "sk-two")
    for path in ("pay/key", "mail/key"):
        client.read(path)
    desk.vault.put("pay/key", key="sk-two")
    desk.vault.put("mail/key", key="mk-two")
    expect("paid with sk-two", client.use("pay/key", shop), "what use() returns")
    found = client.read("mail/key").get("key")
    assert found == "mk-one", explain("the copy of the other path, which is good", f"{found!r}")
    expect(3, len(desk.network.requests(HOST)), "how many requests there were")
