"""The application under test: its resources, its users, and rules that permit exactly what a test says.

The two rules exclude each other, so that a guard that combines rules in another way decides the same here.
"""

from copy import deepcopy
from functools import partial

from grader.suite import explain

from .support import expect

IDOR = "the next number in the address is all that an attacker needs"


def resource_of(kind, number, owner="omar"):
    """A resource as it lies in the store."""
    return {
        "id": f"{kind[0]}-{number}",
        "type": kind,
        "owner": owner,
        "department": "sales",
        "text": f"{kind} {number}",
    }


STORE = {
    "posts": {f"p-{number}": resource_of("posts", number) for number in range(1, 6)},
    "billing": {f"b-{number}": resource_of("billing", number, "jane") for number in (1, 2)},
}


KNOWN = {"roles": ["editor"], "clearance": "secret", "region": "eu"}
JANE = {"id": "jane", "zone": "Asia/Tokyo", **KNOWN}
"""What is known of somebody, as a rule sees it."""


class Site:
    """An application of the student's. ``may``: who may do what to which id, and nothing else is permitted."""

    def __init__(self, student, directory, *, store=STORE, rules=None):
        self.may = set()
        self.asked = []
        self.log = []
        self.log_is_full = False
        for name in ("jane", "omar", "Mia"):
            directory.add(name, roles=["viewer"])
        self.directory = directory
        rules = rules or [
            student.Rule("listed", "permit", self.is_listed),
            student.Rule("others", "deny", lambda *asked: not self.is_listed(*asked)),
        ]
        app = student.create_app(
            store=deepcopy(store),
            rules=rules,
            directory_url=directory.url,
            authenticate=self.authenticate,
            audit=self.audit,
        )
        self.client = student.app(app)

    def authenticate(self, token):
        """Tokens are ``token of <id>``, so that no id is a token."""
        kind, _, user_id = str(token).partition("token-of-")
        return user_id if kind == "" and user_id else None

    def audit(self, record):
        if self.log_is_full:
            raise OSError("disk full")
        self.log.append(record)

    def is_listed(self, user, action, resource, environment):
        self.asked.append((user, action, resource, environment))
        return (user["id"], action, resource["id"]) in self.may

    def allow(self, user_id, actions, *ids):
        """Let somebody do this to these resources; the actions are one text."""
        self.may |= {(user_id, action, each) for action in actions.split() for each in ids}

    def send(self, method, path, user_id="jane", **options):
        headers = {"Authorization": f"Bearer token-of-{user_id}"}
        return self.client.request(method, path, headers=headers, **options)

    get = property(lambda self: partial(self.send, "GET"))
    delete = property(lambda self: partial(self.send, "DELETE"))

    def patch(self, path, text, user_id="jane", **more):
        return self.send("PATCH", path, user_id, json={"text": text, **more})

    def shows(self, path, wanted, user_id="jane", tried=""):
        """See that a resource is given, with all of its entries."""
        answer = self.get(path, user_id)
        is_status(200, answer, f"GET {path} of {user_id}, who may read it", tried=tried)
        expect(wanted, json_of(answer), "the resource", tried=tried)

    def may_read(self, path, user_id="jane", tried=""):
        """See that a resource is given to somebody, whatever its entries are."""
        is_status(200, self.get(path, user_id), f"GET {path} of {user_id}, who may read it", tried=tried)

    def page(self, path, user_id="jane", tried=""):
        """The ids in a list, and its total."""
        answer = self.get(path, user_id)
        is_status(200, answer, f"GET {path}", tried=tried)
        found = json_of(answer)
        fine = isinstance(found, dict) and isinstance(found.get("items"), list)
        assert fine, explain('{"items": [ … ], "total": n}', f"the body is {answer.text[:200]}", tried=tried)
        return [each.get("id") for each in found["items"]], found.get("total")

    def told(self, **wanted):
        """The records of the log that have these entries."""
        return [record for record in self.log if wanted.items() <= record.items()]

    def hides(self, method, hidden, user_id="jane", **options):
        """See that a resource that somebody may not read is answered as one that there is not."""
        folder = hidden.rpartition("/")[0]
        answer, absent = (self.send(method, path, user_id, **options) for path in (hidden, f"{folder}/no-such-thing"))
        is_status(404, absent, f"{method} of an id that there is not")
        is_status(404, answer, f"{method} {hidden} of {user_id}, who may not read it", IDOR)
        assert answer.content == absent.content, explain(
            "the same body as for an id that there is not, to the byte",
            f"{answer.text[:100]!r} and {absent.text[:100]!r}",
            why="an answer that tells the two apart tells which ids there are",
        )

    def is_unchanged(self, tried):
        """See that all posts are there as they were."""
        self.allow("omar", "read", *STORE["posts"])
        found = json_of(self.get("/posts", "omar"))
        expect(
            list(STORE["posts"].values()),
            found.get("items") if isinstance(found, dict) else found,
            "the posts afterwards",
            tried=tried,
        )

    def has_logged(self, user_id, action, resource_id, tried):
        """See that a denial for which no rule was asked is in the log, once, with the eight entries."""
        wanted = {
            "user": user_id,
            "action": action,
            "type": "posts",
            "resource": resource_id,
            "allowed": False,
            "rule": "",
        }
        expect(1, len(self.log), "the number of records", tried=tried)
        record = dict(self.log[0])
        reason, moment = record.pop("reason", None), record.pop("time", None)
        expect(wanted, record, "the record, beside time and reason", tried=tried)
        assert reason and isinstance(reason, str), explain("a reason in words", f"it is {reason!r}", tried=tried)
        assert getattr(moment, "tzinfo", None), explain("a time with its offset", f"it is {moment!r}", tried=tried)

    def make_known(self, user_id):
        """Let the directory know all that can be known of somebody."""
        self.directory.change(user_id, timezone="Asia/Tokyo", **KNOWN)


def is_status(wanted, answer, what, why="", tried=""):
    """See the status of an answer. ``what`` was asked, for the message."""
    codes = wanted if isinstance(wanted, tuple) else (wanted,)
    assert answer.status_code in codes, explain(
        f"status {' or '.join(map(str, codes))} for {what}", f"status {answer.status_code}", why=why, tried=tried
    )


def json_of(answer):
    try:
        return answer.json()
    except ValueError:
        return None


REQUESTS = {
    "GET of a list": ("GET", "/posts", {}, "read", None),
    "GET": ("GET", "/posts/p-1", {}, "read", "p-1"),
    "PATCH": ("PATCH", "/posts/p-2", {"json": {"text": "mine"}}, "update", "p-2"),
    "DELETE": ("DELETE", "/posts/p-3", {}, "delete", "p-3"),
}
"""One request of each kind: method, path, options, and what an audit log calls it."""


def nothing_shown(answer, tried):
    """See that an answer gives no resource away."""
    assert "posts 1" not in answer.text and '"items"' not in answer.text, explain(
        "no resource in the answer", f"it says {answer.text[:200]}", tried=tried
    )
