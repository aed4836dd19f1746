"""A server of keys that says what a test wants, and the looks that the tests of ``KeyCache`` take at a cache."""

import httpx

from grader.suite import drop, explain, hang, refuse, reset

from .support import Key, asked

HOST = "keys.test"
OTHER_HOST = "others.test"


JSON = {"no list": {"error": "no"}, "an array": [1], "no keys": {"keys": None}, "an object": {"keys": {}}}
QUIET = "who is down is not helped by more requests"
FAILURES = {
    "refused": [refuse()],
    "broken": [reset(), drop()],
    "no answer": [hang()],
    "never connected": [hang(connecting=True)],
    "4xx": [{"status_code": code, "json": {"keys": []}} for code in (400, 404, 429)],
    "5xx": [{"status_code": code, "json": {"keys": []}} for code in (500, 503)],
    "no JSON": [{"status_code": 200, "content": body} for body in (b"", b"<html>", b'{"keys": [', b"\xff")],
    "no set": [{"status_code": 200, "json": body} for body in (*JSON.values(), {"keys": "key-1"}, None)],
}


class KeyServer:
    """Publishes the keys of these names at a host. ``reply``, if there is one, is what it says instead."""

    def __init__(self, network, *names, host=HOST, number=1):
        self.network = network
        self.host = host
        self.url = f"https://{host}/set"
        self.keys = {}
        self.reply = None
        for name in names or ("key-1", "key-2"):
            self.publish(name, number)
        network.serve(host, self.answer)

    def publish(self, name, number=1):
        """Publish a key, in the place of the one of that name if there is one. Another number is another key."""
        self.keys[name] = Key(name, number).jwk

    def withdraw(self, *names):
        for name in names:
            del self.keys[name]

    def answer(self, request):
        return httpx.Response(**(self.reply or {"status_code": 200, "json": {"keys": list(self.keys.values())}}))

    @property
    def asked(self):
        return asked(self.network, self.host)


def finds(cache, server, kid, when=""):
    """See that the cache has the key of that name. Whether all of its members are there, one test looks."""
    found = cache.get(kid)
    point = found.get("x") if isinstance(found, dict) else found
    assert point == server.keys[kid]["x"], explain(
        expected=f"the key {kid} as it is published {when}".rstrip(), happened=f"get({kid!r}) gave {found!r}"
    )


def unknown(student, cache, kid, why="a key that nobody has published makes no token good"):
    """See that the cache knows no key of that name."""
    with student.raises("TokenInvalid", why=why, tried=f"get({kid!r})"):
        cache.get(kid)


def has_no_keys(student, cache, tried):
    """See that the cache says that it has never had any."""
    with student.raises("KeysUnavailable", why="the token may be good: nobody can tell just now", tried=tried):
        cache.get("key-1")


def was_asked(server, count, what, why=""):
    """See how many requests there have been so far. ``what`` they should have been for."""
    requests = "1 request" if count == 1 else f"{count or 'no'} requests"
    assert server.asked == count, explain(f"{requests} so far: {what}", f"there have been {server.asked}", why=why)


def known(student, server, **options):
    """A cache that has the keys of the server already."""
    cache = student.KeyCache(server.url, **options)
    finds(cache, server, "key-1")
    return cache


def asks(clock, server, get, why, *steps):
    """See how many requests there have been after each step: seconds to wait, then ``get()``, then a number."""
    passed = 0
    for wait, count in steps:
        clock.advance(wait)
        passed += wait
        get()
        was_asked(server, count, f"at the first get(), and as many as are due after {passed} seconds more", why)


def fail(server, failure):
    """Let the next request fail: on its way, or by what the server says."""
    server.reply = failure if isinstance(failure, dict) else None
    if server.reply is None:
        server.network.script(server.host, failure)
