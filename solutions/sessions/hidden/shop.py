"""The application under test, those who visit it, and what the tests look at in its answers."""

import re

import pytest

from grader.suite import explain

from .cookies import FLAGS, parsed
from .support import expect

USERS = {
    ("jane", "correct horse"): "jane",
    ("omar", "battery staple"): "omar",
    ("Jane", "other: ü"): "u-3",
    ("guest", "no id"): "",
}
"""Who may log in, and their ids: two are those of their names, so that a mistake with the name costs one test."""

JANE, OMAR, OTHER_JANE, GUEST = USERS
HOST = "https://shop.test"


class Visitor:
    """A browser with one cookie. It keeps what the shop sets, whatever its flags, so that a flag costs one test."""

    def __init__(self, client, cookie=None):
        self.client = client
        self.cookie = cookie
        self.answer = None

    def ask(self, method, path, json=None):
        """Send a request, keep the cookie that comes back, and return the answer."""
        fields = {"Cookie": "=".join(self.cookie)} if self.cookie else {}
        answer = self.client.request(method, HOST + path, json=json, headers=fields)
        self.client.cookies.clear()
        for field in answer.headers.get_list("Set-Cookie"):
            cookie = parsed(field)
            self.cookie = None if cookie.deletes or not cookie.pair[1] else cookie.pair
        self.answer = answer
        return answer

    def log_in(self, who=JANE):
        return self.ask("POST", "/login", {"username": who[0], "password": who[1]})

    def logged_in(self, who=JANE):
        """The visitor, logged in."""
        is_status(200, self.log_in(who), f"POST /login of {who[0]} with the right password")
        return self

    def put(self, *items):
        """The visitor, with these in the basket."""
        for item in items:
            is_status(200, self.ask("POST", "/basket", {"item": item}), "POST /basket with an item")
        return self

    def copy(self, client=None):
        """Somebody who has copied the cookie as it is now."""
        return Visitor(client or self.client, self.cookie)

    @property
    def id(self):
        """The session id."""
        return self.cookie and self.cookie[1]

    @property
    def me(self):
        """The user as GET /me tells it, or the status if it is not 200."""
        return _told(self.ask("GET", "/me"), "user")

    @property
    def basket(self):
        """The items as GET /basket tells them, or the status if it is not 200."""
        return _told(self.ask("GET", "/basket"), "items")


def _told(answer, field):
    if answer.status_code != 200:
        return answer.status_code
    try:
        return answer.json()[field]
    except (ValueError, TypeError, KeyError):
        return f"200 with {answer.text[:60]!r}"


class Shop:
    """An instance of the application, in some process of the student's."""

    def __init__(self, process, **options):
        self.checked = []
        self.app = process.app(process.create_app(check_password=self.check, **options))

    def check(self, username, password):
        self.checked.append((username, password))
        return USERS.get((username, password))

    def visitor(self, cookie=None):
        return Visitor(self.app, cookie)


@pytest.fixture
def shop(student, store):
    return Shop(student)


REQUESTS = {
    "POST /login": {"username": "jane", "password": "correct horse"},
    "GET /me": None,
    "GET /basket": None,
    "POST /basket": {"item": "tea"},
    "POST /logout": None,
    "POST /logout-everywhere": None,
}
"""All requests of the two tables, with their bodies."""


def is_status(wanted, answer, what, why=""):
    """See the status of an answer. ``what`` was asked, for the message."""
    assert answer.status_code == wanted, explain(f"status {wanted} for {what}", f"status {answer.status_code}", why=why)


def sets_no_cookie(answer, what):
    """See that an answer leaves the browser's cookies alone."""
    expect(f"Set-Cookie in the answer to {what}", [], answer.headers.get_list("Set-Cookie"))


def sets_the_cookie(answer, what, *, deletes=False):
    """See that an answer has the session's cookie with every flag, or deletes it, and is kept out of caches."""
    fields = answer.headers.get_list("Set-Cookie")
    expect(f"the number of Set-Cookie in the answer to {what}", 1, len(fields))
    cookie = parsed(fields[0])
    expect(f"the cookie of {what}", ("__Host-session", deletes), (cookie.pair[0], not cookie.pair[1]))
    wanted = {**FLAGS, "max-age": "0"} if deletes else FLAGS
    seen = {name: value for name, value in cookie.attributes.items() if not (deletes and name == "expires")}
    expect(f"its attributes after {what}", wanted, seen, try_next="session_cookie and expired_cookie write them")
    control = re.split(r"[,\s]+", answer.headers.get("Cache-Control", "").lower())
    expect(f"no-store in Cache-Control after {what}", True, "no-store" in control, "a cache would hand the session on")
