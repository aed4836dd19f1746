"""What the tests of identities and of the application share: users in the directory, and the venue they come to."""

from __future__ import annotations

import httpx

from grader.suite import StudentError, explain, fields

from .support import ALL, COST, DIRECTORY, SEATS, Workshop, basic, bearer, is_status, outcome, record_of, said

EVERY_SCOPE = " ".join(ALL)
JANE, OMAR, ZOE, MAX = ("jane", "box office"), ("omar", "row seven"), ("zoe", "gone home"), ("max", "no password")


class House:
    """The directory with its users, and an authenticator of the student's that asks it.

    jane may do everything, omar may do nothing, zoe's account is closed, max has no password.
    """

    def __init__(self, student, accounts, network, **settings) -> None:
        self.student, self.accounts, self.network = student, accounts, network
        accounts.add("jane", record_of("box office"), permissions=ALL)
        accounts.add("omar", record_of("row seven", salt=b"another salt yes"), permissions=["profile:read"])
        accounts.add("zoe", record_of("gone home"), permissions=ALL, active=False)
        accounts.add("max", None, permissions=ALL)
        self.shop = Workshop(student, **COST)
        given = {"key": accounts.key, "hasher": self.shop.hasher, **settings}
        self.authenticator = student.Authenticator(given.pop("directory_url", DIRECTORY), **given)

    def by_password(self, username: str, password: str):
        """What comes of a name and a password: an identity, or an exception."""
        return outcome(self.authenticator.authenticate, self.student.Basic(username, password))

    def by_token(self, token: str):
        """What comes of a token: an identity, or an exception."""
        return outcome(self.authenticator.authenticate, self.student.Bearer(token))

    def both_ways(self):
        """Functions that authenticate jane, by what they use, and the path that each asks the directory for."""
        token = self.accounts.issue("jane", scope="seats:read")
        return {
            "a password": (lambda: self.by_password(*JANE), "/users"),
            "a token": (lambda: self.by_token(token), "/introspect"),
        }


def is_identity(found, username, permissions=None, scheme=None, what="good credentials") -> None:
    """See that this is the identity of a user; permissions and scheme only if they are given."""
    if isinstance(found, StudentError):
        raise AssertionError(explain(f"the identity of {username} for {what}", found.said))
    told = fields(found)
    assert told.get("username") == username, explain(f"the identity of {username} for {what}", f"it is {told}")
    if permissions is not None:
        assert set(told["permissions"]) == set(permissions), explain(
            f"the permissions {sorted(permissions)} for {what}", f"they are {sorted(told['permissions'])}"
        )
    if scheme is not None:
        assert told["scheme"] == scheme, explain(f"scheme {scheme!r} for {what}", f"it is {told['scheme']!r}")


def is_refused(found, name, what, why="", scheme=None) -> StudentError:
    """See that what was tried ended in this exception."""
    right = isinstance(found, StudentError) and name in found.names
    assert right, explain(f"{name} for {what}", said(found), why=why, tried=what)
    if scheme is not None:
        assert found.scheme == scheme, explain(f"scheme {scheme!r} for {what}", f"it is {found.scheme!r}")
    return found


class Venue(House):
    """The application of the student's, with the users of the house."""

    def __init__(self, student, accounts, network, *, rules=None, realm=None, evidence=None, **settings) -> None:
        super().__init__(student, accounts, network, **settings)
        self.evidence = evidence
        self.client = self.open(rules, **({} if realm is None else {"realm": realm}))

    def open(self, rules=None, **options) -> httpx.Client:
        """A further application with the same authenticator."""
        policy = self.student.Policy(SEATS if rules is None else rules)
        return self.student.app(self.student.create_app(authenticator=self.authenticator, policy=policy, **options))

    def token(self, username="jane", scope=EVERY_SCOPE, **options) -> dict[str, str]:
        """The field with a good token."""
        return bearer(self.accounts.issue(username, scope=scope, **options))

    def door(self, who, rule, headers, wanted, why=""):
        """A request to the route of a rule: see its status, and mark it in the picture of the topic."""
        answer = send(self.client, *REQUESTS[rule], headers)
        self.evidence.mark("doors", who, rule, value=f"{answer.status_code}", wanted=f"{wanted}")
        is_status(wanted, answer, f"{rule} by {who}", why)
        return answer

    def asked(self) -> int:
        """How often the directory was asked so far."""
        return len(self.network.requests("accounts.test"))

    def seats(self):
        """The list of the seats, as jane sees it."""
        answer = self.client.get("/seats", headers=self.token())
        assert answer.status_code == 200, explain("the list of seats for jane", f"status {answer.status_code}")
        return answer.json()["seats"]


REQUESTS = {
    "GET /me": ("GET", "/me"),
    "GET /seats": ("GET", "/seats"),
    "PUT /seats/{seat}": ("PUT", "/seats/A1"),
    "DELETE /seats/{seat}": ("DELETE", "/seats/A1"),
}
"""A request to each route that is not public, by its rule."""


def send(client, method, path, headers=None, guest="Ann"):
    """A request, with a good body where one is due."""
    options = {"json": {"guest": guest}} if method == "PUT" else {}
    return client.request(method, path, headers=headers or {}, **options)


def every_stranger(venue) -> dict[str, dict[str, str]]:
    """Authorization fields of somebody who is nobody we know, by what they are."""
    expired = venue.accounts.issue("jane", scope="seats:read", lifetime=-1)
    return {
        "nobody": {},
        "another scheme": {"Authorization": 'Digest username="jane"'},
        "an unknown user": basic("nina", "box office"),
        "a wrong password": basic("jane", "row seven"),
        "a closed account": basic(*ZOE),
        "an expired token": bearer(expired),
        "an unknown token": bearer("at.nobodys"),
        "a malformed Basic field": {"Authorization": "Basic jane:box"},
        "a malformed Bearer field": {"Authorization": "Bearer a b"},
    }
