"""How a client outlives a manager that fails, refuses, or answers something else."""

import httpx

from grader.suite import explain, status

from .rejections import Shop
from .support import HOST, TROUBLES, expect, hides

AT = ("GET", "/v1/secret/data/pay-key")
HAMMER = "a manager that each request asks is down with the first busy hour"


def reads(client, wanted, what, path="pay-key"):
    """See which key a client reads."""
    expect(wanted, client.read(path).get("key"), f"the key that is read {what}")


def bodies():
    """Answers with 200 that are not as described."""
    good = {"data": {"key": "k"}, "metadata": {"version": 1}}
    return {
        "no JSON": httpx.Response(200, content=b"<html>"),
        "no text": httpx.Response(200, content=b""),
        "bytes that are no UTF-8": httpx.Response(200, content=b"\xff\xfe\xfa"),
        "a list": httpx.Response(200, json=[]),
        "null": httpx.Response(200, json=None),
        "nothing in it": httpx.Response(200, json={}),
        "no data": httpx.Response(200, json={"data": None}),
        "no data.data": httpx.Response(200, json={"data": {"metadata": {"version": 1}}}),
        "no version": httpx.Response(200, json={"data": good | {"metadata": {}}}),
        "no metadata": httpx.Response(200, json={"data": {"data": {"key": "k"}}}),
    }


def an_outage_is_outlived_by_a_copy(desk, clock):
    for what, fault in TROUBLES.items():
        client = desk.client()
        desk.trouble(fault)
        with desk.student.raises("ManagerUnavailableError", tried=f"the manager {what}") as caught:
            client.read("pay-key")
        hides(caught.value.text, [desk.token.reveal()], "the text of the exception", tried=what)
        clock.advance(5)
        reads(client, "sk-one", f"5 s after the manager {what}")
        clock.advance(30)
        desk.trouble(fault)
        start = clock.elapsed
        reads(client, "sk-one", f"from the copy, when the manager {what}")
        waited = clock.elapsed - start
        assert waited <= 2, explain("an answer within 2 seconds", f"it took {waited:g} s", tried=f"the manager {what}")


def leaves_the_manager_alone_after_a_failure(desk, clock):
    client, number = desk.client(ttl=10, max_stale=60), 2
    reads(client, "sk-one", "at first")
    reads(client, "mk-one", "at first", "mail-key")
    desk.network.down(HOST)
    clock.advance(12)
    for seconds, more in ((0, 1), (0, 0), (4.5, 0), (0.5, 1), (4.5, 0), (38, 1)):
        clock.advance(seconds)
        reads(client, "sk-one", f"in an outage, {clock.elapsed:g} s after the first answer")
        number += more
        expect(
            number, len(desk.asked()), "how many requests there were", why=HAMMER, tried=f"{clock.elapsed:g} s later"
        )
    for seconds, more in ((0.5, 0), (0, 0), (4.5, 1)):
        clock.advance(seconds)
        with desk.student.raises("ManagerUnavailableError", tried=f"a max_stale of 60, {clock.elapsed:g} s later"):
            client.read("pay-key")
        number += more
        expect(
            number, len(desk.asked()), "how many requests there were", why=HAMMER, tried=f"{clock.elapsed:g} s later"
        )
    desk.network.up(HOST)
    reads(desk.client(), "sk-one", "by another client, which nobody keeps waiting")
    reads(client, "mk-one", "of another path, which nobody keeps waiting", "mail-key")
    expect(number + 2, len(desk.asked()), "how many requests there were once the manager is back")
    clock.advance(5)
    reads(client, "sk-one", "5 s after the last failure")


def a_refusal_is_told_at_once(desk, clock):
    for code, name in ((403, "AccessDeniedError"), (400, "AccessDeniedError"), (404, "SecretNotFoundError")):
        refusal = status(code, json={"errors": []})
        client = desk.client()
        for copy in (False, True):
            if copy:
                reads(client, "sk-one", f"after a {code}")
                clock.advance(30)
            desk.trouble(refusal)
            tried = f"the answer is {code}, {'with' if copy else 'without'} a copy in hand"
            with desk.student.raises(name, tried=tried, why="who may not read it any more must not go on with it"):
                client.read("pay-key")
        desk.network.down(HOST)
        with desk.student.raises("ManagerUnavailableError", tried=f"an outage right after the {code}"):
            client.read("pay-key")
        desk.network.up(HOST)
        clock.advance(5)
        reads(client, "sk-one", f"once the manager gives it again, after a {code}")
    with desk.student.raises("SecretNotFoundError"):
        desk.client().read("no/such")


def an_outage_during_a_rotation(desk, clock):
    for what, fault in TROUBLES.items():
        for options in ({}, {"max_stale": 0}):
            client, shop = desk.client(**options), Shop(desk.student, "sk-two")
            client.read("pay-key")
            desk.trouble(fault)
            number = len(desk.asked())
            with desk.student.raises("RejectedError", tried=f"the manager {what}; {options}"):
                client.use("pay-key", shop)
            expect(
                (1, 1), (len(shop.shown), len(desk.asked()) - number), "calls and requests", tried=f"the manager {what}"
            )
    client = desk.client(ttl=10)
    client.read("pay-key")
    clock.advance(10)
    desk.trouble(status(503))
    client.read("pay-key")
    desk.vault.put("pay-key", key="sk-two")
    clock.advance(1)
    shop, number = Shop(desk.student, "sk-two"), len(desk.asked())
    expect("paid with sk-two", client.use("pay-key", shop), "what use() returns, a second after a failure")
    expect([AT], desk.asked()[number:], "the requests of use(), a second after a failure")
