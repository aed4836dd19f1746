"""The application under test with its users and its keys, and what the tests look at in its answers."""

import re

from grader.suite import explain

from .keyset import KeyServer
from .support import AUDIENCE, ISSUER, Bench, Key

USERS = {
    ("jane", "correct horse"): {"id": "u-1", "roles": ["editor", "admin"], "password_hash": "scrypt$77"},
    ("omar", "battery staple"): {"id": "u-2", "roles": ["reader"], "email": "omar@home.test"},
    ("bob", "no roles at all"): {"id": 3},
}

BODIES = (
    *(b"", b"{", b"username=jane", b"\xff", b"[]", b"7", b"null", b'"jane"', b'["username", "password"]'),
    *(b"{}", b'{"username": "jane"}', b'{"password": "correct horse"}'),
    *(b'{"username": "jane", "password": %s}' % value for value in (b"7", b"null", b"true", b'["correct horse"]')),
    *(b'{"username": %s, "password": "correct horse"}' % value for value in (b"7", b"null", b"true", b'["jane"]')),
)
"""Bodies of a login that are no object with two texts."""


def bad_tokens(bench):
    """What is wrong with a token, as options of ``Bench.issue``."""
    return {
        "expired": {"lifetime": -60},
        "not yet valid": {"nbf": bench.in_seconds(60)},
        "for another service": {"aud": "https://billing.test"},
        "of another issuer": {"iss": "https://evil.test"},
        "without an end": {"without": ["exp"]},
        "forged": {"key": Key("shop-1", 97)},
        "of an unknown key": {"key": Key("nobodys", 98)},
        "without a key": {"headers": {"kid": None}},
    }


def elsewhere(name, value):
    """Where a token has no business, as options of a request."""
    return {
        "in the URL": {"params": {name: value}},
        "in a cookie": {"headers": {"Cookie": f"{name}={value}"}},
        "in a JSON body": {"json": {name: value}},
        "in a form": {"data": {name: value}},
        "in another field": {"headers": {f"X-{name.replace('_', '-')}": value}},
    }


class Shop:
    """An application with a client. The set at its URL has the auth server's key and its own, which signs."""

    def __init__(self, student, network, bench, *, key=None, host="keys.test", **options):
        self.key = key or Key("shop-1", 51)
        self.bench = bench
        self.server = KeyServer(network, "auth-1", host=host)
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

    def log_in(self, username="jane", password="correct horse"):
        return self.client.post("/login", json={"username": username, "password": password})

    def post(self, body):
        """Post bytes to the login, and call them JSON."""
        return self.client.post("/login", content=body, headers={"Content-Type": "application/json"})

    def me(self, token, scheme="Bearer"):
        return self.client.get("/me", headers={"Authorization": f"{scheme} {token}"})


def make(student, network, clock, evidence, **options):
    """A shop that another test has shown to work so far as this one needs it."""
    return Shop(student, network, Bench(clock, evidence), **options)


def is_status(wanted, answer, what, why=""):
    """See the status of an answer. ``what`` was asked, for the message."""
    assert answer.status_code == wanted, explain(f"status {wanted} for {what}", f"status {answer.status_code}", why=why)


def gets_in(shop, what="a good token", **options):
    is_status(200, shop.me(shop.token(**options)), f"GET /me with {what}")


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


def is_called_invalid(shop, token, what):
    error = challenge(shop.me(token), what)
    assert error == "invalid_token", explain(
        expected=f'WWW-Authenticate: Bearer error="invalid_token", for {what}',
        happened=f"the error is {error!r}" if error else "no error is named",
        why="a client that reads it fetches a new token instead of giving up",
    )
