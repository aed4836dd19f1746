"""One picture of each kind, as a suite would have filled it in; with something that is not as wanted in each."""

from __future__ import annotations

import msgspec

from grader.result.model import Outcome, TopicResult
from grader.result.pictures import Mark, Picture, PictureKind

FLOW = (
    "request: app → browser",
    "login: browser → auth server",
    "consent: user",
    "callback: browser → app",
    "exchange: app → auth server",
    "call: app → resource server",
    "answer: resource server → app",
)
GRANTS = (
    ("Admin", "Users", "granted", "granted"),
    ("Admin", "Billing", "granted", "granted"),
    ("Editor", "Posts", "granted", "granted"),
    ("Editor", "Billing", "granted", "refused"),
    ("Viewer", "Posts", "refused", "granted"),
    ("Viewer", "Settings", "refused", "refused"),
)


def of(
    kind: PictureKind, title: str, *marks: Mark, rows: tuple[str, ...] = (), columns: tuple[str, ...] = ()
) -> Picture:
    """A picture that is called by its kind."""
    return Picture(kind, kind, title, rows, columns, marks)


def mark(*place: str, value: str = "", wanted: str = "", t: float = 0.0, seconds: float = 0.0) -> Mark:
    """A mark at a place."""
    return Mark(place, value, wanted, t, seconds)


STEPS = of(
    "steps",
    "The seven steps of the authorization code flow",
    *(mark(name) for name in ("request", "login", "consent", "callback")),
    rows=FLOW,
)
MATRIX = of(
    "matrix",
    "Who may do what",
    *(mark(role, what, value=value, wanted=wanted) for role, what, value, wanted in GRANTS),
    rows=("Admin", "Editor", "Viewer"),
    columns=("Users", "Posts", "Settings", "Billing"),
)
CHAIN = of(
    "chain",
    "The chain that the server showed",
    mark("bank.test", value="valid until 2100"),
    mark("Intermediate CA", value="CA:FALSE", wanted="CA:TRUE"),
    mark("Root CA", value="in the trust store"),
)
VERSIONS = of(
    "versions",
    "Which version of the key was used when",
    mark("v1", value="created"),
    mark("v1", value="used", t=5),
    mark("v2", value="created", t=60),
    mark("v1", value="used", wanted="retired", t=61),
    mark("v2", value="used", t=65),
)
FLEET = of(
    "fleet",
    "The services",
    *(mark(name, value="healthy") for name in ("orders", "users", "search")),
    mark("search", value="failed", t=10),
    mark("orders", value="deploying", t=20),
    mark("orders", value="healthy", t=30),
)
QUEUE = of(
    "queue",
    "Deliveries by key",
    mark("order-1", "m1", value="delivered"),
    mark("order-1", "m1", value="acked", t=1),
    mark("order-1", "m2", value="delivered", t=1),
    mark("order-2", "m3", value="delivered", t=1),
    mark("order-1", "m2", value="redelivered", t=31),
    mark("order-1", "m2", value="dead letter", wanted="acked", t=61),
)
SHARES = of(
    "shares",
    "Requests by target against the weights",
    mark("v1", value="81", wanted="90"),
    mark("v2", value="19", wanted="10"),
)
WATERFALL = of(
    "waterfall",
    "The spans of the trace",
    mark("gateway", value="ok", seconds=0.8),
    mark("gateway", "orders", value="ok", t=0.05, seconds=0.2),
    mark("gateway", "users", value="error", t=0.05, seconds=0.7),
    mark("gateway", "users", "db", value="timeout", wanted="ok", t=0.1, seconds=0.6),
)
PICTURES = (STEPS, MATRIX, CHAIN, VERSIONS, FLEET, QUEUE, SHARES, WATERFALL)


def with_pictures(topic: TopicResult) -> TopicResult:
    """The topic, with all of them in its first failed test."""
    first = next(test for test in topic.tests if test.outcome is Outcome.FAILED)
    more = msgspec.structs.replace(first, evidence=msgspec.structs.replace(first.evidence, pictures=PICTURES))
    tests = tuple(more if test is first else test for test in topic.tests)
    return msgspec.structs.replace(topic, tests=tests)
