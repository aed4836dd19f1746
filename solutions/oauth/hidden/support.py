"""The shop and its user, the servers that it talks to, and what the tests of several tasks ask of them."""

import base64
import hashlib
import json
from urllib.parse import parse_qsl, unquote_plus, urlencode, urlsplit

import httpx

from grader.suite import StudentError, explain, status

AUTH = "https://auth.test"
ORDERS = "https://orders.test"
CALLBACK = "https://shop.test/callback"
SHOP = {
    "issuer": AUTH,
    "authorization_endpoint": f"{AUTH}/authorize",
    "token_endpoint": f"{AUTH}/token",
    "client_id": "shop",
    "client_secret": "shop secret",
    "redirect_uri": CALLBACK,
}
ODD = (("kiosk:eu", "p+w%2B/=:ö ü"), ("ladén & co", "100% geheim+"))
"""Ids and secrets that arrive as others if they are not form-encoded."""
VERIFIER = "Verifier-of-the-test_itself.0123456789~abcdefghij"
KIOSK = {
    "issuer": "https://idp.test/eu",
    "authorization_endpoint": "https://idp.test/eu/login",
    "token_endpoint": "https://idp.test/eu/token",
    "client_id": "kiosk",
    "client_secret": "kiosk-secret-19",
    "redirect_uri": "https://kiosk.test:8443/oauth/back",
    "scope": "openid stock:read stock:write",
}
"""A client at another authorization server; ``Idp`` answers for it."""


def s256(verifier):
    """The code challenge of a verifier (RFC 7636, section 4.2)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def query(url):
    """The parameters of a URL, each with the list of its values."""
    found = {}
    for name, value in parse_qsl(urlsplit(url).query, keep_blank_values=True):
        found.setdefault(name, []).append(value)
    return found


def begun(login, session):
    """Begin a login, and give its state. For tests that are about what follows."""
    states = query(login.authorization_url(session)).get("state", [""])
    assert len(states) == 1 and states[0], explain("one state in the authorization URL", f"it has {len(states)}")
    return states[0]


def back(state, /, at=CALLBACK, **changes):
    """The URL at which a browser comes back. A parameter of None is left out, a list is there several times."""
    given = {"code": "code-of-the-server", "state": state, "iss": AUTH, **changes}
    return f"{at}?{urlencode({name: value for name, value in given.items() if value is not None}, doseq=True)}"


def through_json(student, session):
    """The session as a session store gives it to the next request."""
    kept = session.data
    try:
        return student.Session(json.loads(json.dumps(kept)))
    except (TypeError, ValueError) as error:
        wrong = str(error)
    raise AssertionError(
        explain(
            expected="only values in the session that JSON knows",
            happened=f"it can't be written: {wrong}",
            why="a session is kept in a store that all instances share",
        )
    )


def outcome(call):
    """What came of a call: its value, or the name of its exception. Work that is not done yet stays that."""
    try:
        return call()
    except StudentError as error:
        if "NotImplementedError" in error.names:
            raise
        return error.name


def form_of(exchange):
    """The fields of a request's body, each with the list of its values."""
    found = {}
    for name, value in parse_qsl(exchange.request.content.decode(errors="replace"), keep_blank_values=True):
        found.setdefault(name, []).append(value)
    return found


def sends(exchange, wanted, may=("client_id",)):
    """See that a token request has this form, sent in the right way, and nothing in its URL."""
    request = exchange.request
    kind = request.headers.get("Content-Type", "").partition(";")[0].lower()
    told = (request.method, kind, str(request.url.query, "ascii"))
    assert told == ("POST", "application/x-www-form-urlencoded", ""), explain(
        expected="a POST with a form (application/x-www-form-urlencoded) and no query in the URL",
        happened=f"a {told[0]} with the content type {told[1]!r} and the query {told[2]!r}",
    )
    found = {name: values for name, values in form_of(exchange).items() if name not in may}
    assert found == {name: [value] for name, value in wanted.items()}, explain(
        expected=f"the fields {', '.join(wanted)} in the form, each once and with its value",
        happened=f"the fields are {', '.join(sorted(found)) or 'none'}; {_which(found, wanted)}",
    )


def _which(found, wanted):
    wrong = [name for name in wanted if name in found and found[name] != [wanted[name]]]
    return f"another value than it should be has {', '.join(wrong)}" if wrong else "those that are due have their value"


def proves(exchange, client_id, secret):
    """See that a token request has id and secret in HTTP Basic, each form-encoded, and the secret nowhere else."""
    scheme, _, given = exchange.request.headers.get("Authorization", "").partition(" ")
    try:
        parts = base64.b64decode(given, validate=True).decode().split(":")
    except ValueError:
        parts = []
    assert scheme.lower() == "basic" and len(parts) == 2, explain(
        expected="the field Authorization: Basic with id and secret, joined by the only colon",
        happened=f"its scheme is {scheme!r}, and what follows has {len(parts)} parts",
        try_next="RFC 6749, section 2.3.1, says what happens to both before they are joined",
    )
    told = tuple(unquote_plus(part) for part in parts)
    assert told == (client_id, secret), explain(
        expected=f"the id {client_id!r} and its secret, each form-encoded",
        happened=f"decoded, the id is {told[0]!r} and the secret {'the right' if told[1] == secret else 'another'} one",
        try_next="RFC 6749, section 2.3.1, says what happens to both before they are joined",
    )
    body, url = exchange.request.content.decode(errors="replace"), str(exchange.request.url)
    places = secret_places(body, url, secret)
    assert not places, explain(
        expected="the secret in the Authorization field only",
        happened=f"it is also in the {' and the '.join(places)}",
        why="forms and URLs are written to logs that nobody thinks of",
    )


def secret_places(body, url, secret):
    """Where a secret stands, of the two places where it has no business."""
    places = {"form": body, "URL": url}
    return [name for name, text in places.items() if secret in unquote_plus(text) or "client_secret" in text]


class Idp:
    """The token endpoint of another authorization server, ``idp.test``, that answers as a test wants it to."""

    def __init__(self, network, auth, clock):
        self.network, self.auth, self.clock = network, auth, clock
        self.number = 0
        self.seen = []
        self.next = []
        network.serve("idp.test", self.answer)

    def plan(self, *answers):
        """What comes next: dictionaries of changes to a good answer (or its status), or whole responses."""
        self.next += answers

    def answer(self, request):
        self.seen.append(request)
        planned = self.next.pop(0) if self.next else {}
        if isinstance(planned, httpx.Response):
            return planned
        changes = {name: value for name, value in planned.items() if name != "status"}
        return httpx.Response(planned.get("status", 200), json=self.good(**changes))

    def good(self, **changes):
        """A good answer. A change of None leaves a field out."""
        self.number += 1
        answer = {
            "access_token": f"access-{self.number}",
            "token_type": "Bearer",
            "expires_in": 240,
            "refresh_token": f"refresh-{self.number}",
            "scope": "openid stock:read",
            "id_token": self.id_token(),
        }
        return {name: value for name, value in {**answer, **changes}.items() if value is not None}

    def id_token(self, *, without=(), **changes):
        claims = {"nonce": "nonce-1", **changes}
        about = {"issuer": KIOSK["issuer"], "audience": "kiosk", "claims": claims, "lifetime": 300}
        left_out = ("client_id", "scope", "jti", *without)
        return self.auth.issue("u-77", **about, without=left_out, headers={"typ": "JWT"}, alg="RS256")

    def asked(self):
        """The token requests so far, those that met a fault among them."""
        return self.network.requests("idp.test")


def tokens_of_test(network, auth, username="jane", scope="openid orders:read"):
    """Tokens of a user in the form of ``exchange``, got by the test itself."""
    asked = {
        "response_type": "code",
        "client_id": "shop",
        "redirect_uri": CALLBACK,
        "scope": scope,
        "state": "of-the-test",
        "code_challenge": s256(VERIFIER),
        "code_challenge_method": "S256",
    }
    code = query(auth.approve(f"{AUTH}/authorize?{urlencode(asked)}", username))["code"][0]
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, "code_verifier": VERIFIER}
    with network.browser() as browser:
        return browser.post(f"{AUTH}/token", data=form, auth=("shop", "shop secret")).json()


def refused(code, error="invalid_grant"):
    """An answer of the token endpoint that says no, as a fault."""
    return status(code, json={"error": error})
