"""The application under test with its users and its keys, and what the tests look at in its answers."""

import itertools
import re

from grader.suite import explain

from .keyset import KeyServer
from .support import AUDIENCE, ISSUER, Key

USERS = {
    ("jane", "correct horse"): {"id": "u-1", "roles": ["editor", "admin"], "password_hash": "scrypt$77"},
    ("omar", "battery staple"): {"id": "u-2", "roles": ["reader"], "email": "omar@home.test"},
    ("bob", "no roles at all"): {"id": 3},
}

SENT = (
    ("ömer", " pässword "),
    (" Jane", "Correct Horse"),
    ("\tjane\n", "\npassword\t"),
    ("jane", "x" * 100),
    ("jane", ""),
    ("", "correct horse"),
    ("jane", "\ufb01\u2460\uff11"),
    ("\ufb01\u2460\uff11", "the ligature fi, and digits in a circle and in full width"),
    ("jane", "cafe\u0301"),
    ("cafe\u0301", "an accent of its own, behind its letter"),
    ("caf\u00e9", "caf\u00e9"),
    ("STRASSE", "stra\u00dfe"),
    ("stra\u00dfe", "STRASSE"),
    ("<jane>", "&amp; %20 + \\n"),
)
"""Names and passwords in which it is easy to change something."""

BANK = {"key": Key("bank-1", 61), "host": "bank.test", "issuer": "https://b.test", "audience": "https://bank.test"}
"""What another application has."""

BODIES = (
    *(b"", b"{", b"username=jane", b"\xff", b"[]", b"7", b"null", b'"jane"', b'["username", "password"]'),
    *(b"{}", b'{"username": "jane"}', b'{"password": "correct horse"}'),
    *(b'{"username": "jane", "password": %s}' % value for value in (b"7", b"null", b"true", b'["correct horse"]')),
    *(b'{"username": %s, "password": "correct horse"}' % value for value in (b"7", b"null", b"true", b'["jane"]')),
)
"""Bodies of a login that are no object with two texts."""


FIELDS = ("", "Bearer", "Bearer ", "Bearer  ", "Bearer a b", "Bearer a b c", ", ,", "Bearer\t.", "Bearer é")
AROUND = ("{}", "{} Bearer", "Bearer {} x", "Bearer x {}", "Bearer {0} {0}", "x Bearer {}")


def broken_fields(token):
    """Authorization fields that are broken, some of them around a good token, by how the message writes them."""
    return {**{field: field for field in FIELDS}, **{form.format("<token>"): form.format(token) for form in AROUND}}


def in_each_place(name, value):
    """Where a value may stand by that name, as options of a request."""
    return {
        "in the URL": {"params": {name: value}},
        "in a cookie": {"headers": {"Cookie": f"{name}={value}"}},
        "in a JSON body": {"json": {name: value}},
        "in a form": {"data": {name: value}},
        "in another field": {"headers": {f"X-{name.replace('_', '-')}": value}},
    }


class Shop:
    """An application with a client. The set at its URL has the auth server's key and its own, which signs.

    ``server``: that of another application, with which it shares the URL.
    """

    def __init__(self, student, network, bench, *, key=None, host="keys.test", server=None, **options):
        self.key = key or Key("shop-1", 51)
        self.bench = bench
        self.server = server or KeyServer(network, "auth-1", host=host)
        self.server.keys[self.key.kid] = self.key.jwk
        self.checked = []
        given = {"issuer": ISSUER, "audience": AUDIENCE, "jwks_url": self.server.url, "kid": self.key.kid, **options}
        app = student.create_app(check_password=self.check_password, key=self.key.pem, **given)
        self.client = student.app(app)

    def check_password(self, username, password):
        self.checked.append((username, password))
        return USERS.get((username, password))

    def token(self, **options):
        """A token of omar's, good but for what ``options`` say, made by the test with the application's own key."""
        return self.bench.issue(**{"key": self.key, **options})

    def bad_tokens(self):
        """Tokens that are not to be accepted, by what is wrong with them."""
        wrong = {
            "expired": {"lifetime": -60},
            "not yet valid": {"nbf": self.bench.in_seconds(60)},
            "for another service": {"aud": "https://billing.test"},
            "of another issuer": {"iss": "https://evil.test"},
            "without an end": {"without": ["exp"]},
            "forged": {"key": Key(self.key.kid, 97)},
            "of an unknown key": {"key": Key("nobodys", 98)},
            "without a key": {"headers": {"kid": None}},
        }
        return {what: self.token(**options) for what, options in wrong.items()}

    def tokens_elsewhere(self):
        """Requests with a good token where it has no business, by what they are."""
        words = itertools.product(("access_token", "token", "authorization"), ("", "Bearer "))
        return {
            f"a {scheme}token {place}, as {name}": request
            for name, scheme in words
            for place, request in in_each_place(name, scheme + self.token()).items()
        }

    def log_in(self, username="jane", password="correct horse"):
        return self.client.post("/login", json={"username": username, "password": password})

    def walk(self, username, password):
        """The answer to GET /me with the token of a login: the seven steps, each marked once it is taken."""
        self.mark("credentials")
        login = self.log_in(username, password)
        self.mark(*("check" for _ in self.checked[:1]))
        token = token_of(login, username)
        self.mark("sign", "token", "request")
        answer = self.me(token)
        if answer.status_code == 200:
            self.mark("verify", "answer")
        return answer

    def mark(self, *steps, value=""):
        """Mark steps of the way in the picture of the topic."""
        for step in steps:
            self.bench.evidence.mark("flow", step, value=value)

    def post(self, body):
        """Post bytes to the login, and call them JSON."""
        return self.client.post("/login", content=body, headers={"Content-Type": "application/json"})

    def me(self, token, scheme="Bearer"):
        return self.client.get("/me", headers={"Authorization": f"{scheme} {token}"})

    def gets_in(self, what="a good token", **options):
        """See that a token gets in. ``what`` it is, for the message."""
        self.mark("credentials", "check", "sign", "token", value="by the test, with the application's own key")
        self.mark("request")
        is_status(200, self.me(self.token(**options)), f"GET /me with {what}")
        self.mark("verify", "answer")

    def turns_away(self, token, what):
        """See that a token gets 401, and is called invalid."""
        error = challenge(self.me(token), what)
        assert error == "invalid_token", explain(
            expected=f'WWW-Authenticate: Bearer error="invalid_token", for {what}',
            happened=f"the error is {error!r}" if error else "no error is named",
            why="a client that reads it fetches a new token instead of giving up",
        )

    def checks(self, username, password):
        """See that a login with these, which nobody has, is refused, and what check_password gets of them."""
        self.checked.clear()
        sent = (username, password)
        is_status(401, self.log_in(*sent), f"the name and password {sent!a}", "check_password judges any two texts")
        found = set(self.checked)
        assert found == {sent}, explain(
            expected="check_password to be called with both as they were sent",
            happened=f"it was called with {', '.join(map(ascii, found))}" if found else "it was not called",
            why="another text has another hash: who has that password is locked out, or somebody else gets in",
            tried=f"the name and password {sent!a}",
        )


def is_status(wanted, answer, what, why=""):
    """See the status of an answer. ``what`` was asked, for the message."""
    assert answer.status_code == wanted, explain(f"status {wanted} for {what}", f"status {answer.status_code}", why=why)


def token_of(login, who="the user"):
    """The token in the answer to a login."""
    is_status(200, login, f"the right name and password of {who}")
    answer = json_of(login)
    token = answer.get("access_token")
    assert isinstance(token, str) and token, explain("an access_token in the answer", f"the answer has {list(answer)}")
    return token


def json_of(answer):
    try:
        found = answer.json()
    except ValueError:
        found = None
    assert isinstance(found, dict), explain("a JSON object", f"the body is {answer.text[:60]!r}")
    return found


def challenge(answer, what):
    """See that an answer is 401 with a challenge for a bearer token, and give the challenge's ``error``, or ""."""
    is_status(401, answer, what)
    field = answer.headers.get("WWW-Authenticate", "")
    assert re.match(r"bearer\b", field, re.I), explain(
        expected=f"the field WWW-Authenticate with the scheme Bearer, for {what}",
        happened=f"it says {field!r}" if field else "it is not there",
        why="a 401 without it does not tell a client what to come back with (RFC 9110, section 11.6.1)",
    )
    found = re.search(r'\berror\s*=\s*"?([^",\s]*)', field)
    return found[1] if found else ""


def says(answer, wanted, what):
    """See that an answer is 200 with this and nothing else. ``what`` was asked, for the message."""
    is_status(200, answer, what)
    found = json_of(answer)
    assert found == wanted, explain(f"the answer {wanted} for {what}", f"it is {found}")
