"""Task directory: what is asked of the directory, and what its answers and its failures mean."""

import json
from copy import deepcopy

import httpx
import pytest

from grader.suite import delay, drop, explain, hang, refuse, reset, status

from . import lesson
from .support import ABSENT, expect, without_absent

ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
ACCESS = "urn:shop:params:scim:schemas:extension:access:2.0:User"

PEOPLE = {
    "jane": {
        "roles": ["editor", "viewer"],
        "department": "sales",
        "clearance": "internal",
        "region": "eu",
        "zone": "Europe/Berlin",
    },
    "u-7": {"roles": ["admin"], "department": "hr", "clearance": "secret", "region": "us", "zone": "America/New_York"},
    "omar": {"roles": ["viewer"], "zone": "Asia/Tokyo"},
    "mia": {"clearance": "public"},
    "rob": {"department": "sales"},
    "new": {},
}
BREAKS = {
    "connecting": {"refuses the connection": refuse(), "lets nobody connect": hang(connecting=True)},
    "connected": {"breaks the connection": reset(), "closes it without an answer": drop()},
}
CODES = (201, 204, 301, 302, 307, 400, 401, 403, 405, 409, 410, 429, 500, 502, 503, 504, 599)
WHY = "who can bring the directory down must not get in by it"


@pytest.fixture
def known(student, directory):
    """A client of the directory, in which everybody is."""
    for name, attributes in PEOPLE.items():
        scim = {("timezone" if key == "zone" else key): value for key, value in attributes.items()}
        directory.add(name, **scim)
    return student.Directory(directory.url)


def knows(known, name):
    """See that all that is known of somebody comes back, and nothing else."""
    tried = f"the directory knows of {name}: {', '.join(PEOPLE[name]) or 'nothing'}"
    expect({"id": name, **PEOPLE[name]}, known.attributes(name), f"the attributes of {name}", tried=tried)


def works(known, name="u-7", tried="the directory works", roles=None):
    """See that a user's roles come back; by default those of a user whom no test changes."""
    found = known.attributes(name)
    expect(roles or PEOPLE[name]["roles"], dict(found).get("roles"), f"the roles of {name}", tried=tried)


def fails(student, known, network, fault, tried):
    """See that with this fault the directory is unavailable."""
    network.script("directory.test", fault)
    with student.raises("DirectoryUnavailableError", why=WHY, tried=tried):
        known.attributes("jane")


def scim(**changed):
    """The directory's answer for jane; ABSENT takes an entry away."""
    whole = {
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "id": "jane",
        "userName": "jane@shop.test",
        "active": True,
        "roles": [{"value": "viewer"}],
    }
    return without_absent(**{**deepcopy(whole), **changed})


@pytest.mark.task("directory", spec=lesson.ASKS)
def test_tells_what_the_directory_knows(student, known, network):
    """All that is known of a user comes back: id, roles in their order, department, clearance, region and zone."""
    for name in ("jane", "u-7"):
        knows(known, name)
    network.serve("other.test", lambda request: httpx.Response(200, json=scim(timezone="Asia/Tokyo")))
    other = student.Directory("https://other.test/base").attributes("jane")
    expect({"id": "jane", "roles": ["viewer"], "zone": "Asia/Tokyo"}, other, "what another directory says of jane")
    found = [str(exchange.request.url) for exchange in network.requests("other.test")]
    expect(["https://other.test/base/Users/jane"], found, "the requests to the other directory")


@pytest.mark.task("directory", spec=lesson.INVENTS)
def test_invents_nothing(known):
    """What the directory does not know of a user is not in the dictionary, and neither is anything else."""
    for name in ("omar", "mia", "rob", "new"):
        knows(known, name)


@pytest.mark.task("directory", points=1.5, spec=lesson.ANEW)
def test_asks_anew_for_each_call(known, network, directory):
    """A call sends one GET, and the constructor none: a role that was revoked a moment ago no longer counts."""
    expect(0, len(network.requests()), "requests sent by the constructor")
    for count, name in enumerate(("u-7", "jane", "u-7"), 1):
        works(known, name)
        expect(count, len(network.requests()), "requests sent in all")
        last = network.requests()[-1].request
        expect(("GET", f"{directory.url}/Users/{name}"), (last.method, str(last.url)), "the request")
    directory.change("jane", roles=["viewer"])
    works(known, "jane", "the role editor was revoked a moment ago", roles=["viewer"])


@pytest.mark.task("directory", spec=lesson.SEGMENT)
def test_an_id_is_one_segment_of_the_path(known, network, directory):
    """An id with characters that mean something in a URL is sent as it is, in one segment."""
    works(known)
    for name, sent in (
        ("a/b", "a%2Fb"),
        ("a?b=c", "a%3Fb%3Dc"),
        ("a#b", "a%23b"),
        ("a%2Fb", "a%252Fb"),
        ("../u-7", "..%2Fu-7"),
        ("a b", "a%20b"),
        ("jürgen", "j%C3%BCrgen"),
    ):
        directory.add(name, roles=["viewer"])
        works(known, name, f"the user {name!r}", roles=["viewer"])
        path = network.requests()[-1].request.url.raw_path.decode().replace("=", "%3D").upper()
        expect(f"/scim/v2/Users/{sent}".upper(), path, f"the path for {name!r}, in capitals")


@pytest.mark.task("directory", points=0.5, spec=lesson.UNKNOWN)
def test_who_is_not_there_is_unknown(student, known, directory, network):
    """A user that the directory does not have, or no longer has, is UnknownUserError."""
    works(known)
    directory.remove("jane")
    for name in ("nobody", "Omar", "jane"):
        with student.raises("UnknownUserError", tried=f"the user {name!r}"):
            known.attributes(name)
    network.serve("directory.test", lambda request: httpx.Response(404, content=b"<html>"))
    with student.raises("UnknownUserError", tried="404, and a body that is not JSON"):
        known.attributes("mia")


@pytest.mark.task("directory", spec=lesson.UNKNOWN)
def test_who_is_not_active_is_unknown(student, known, directory, network):
    """A user whose active is not true, or not there, is UnknownUserError."""
    works(known)
    directory.change("jane", active=False)
    with student.raises("UnknownUserError", why="accounts are deactivated, not deleted", tried="active: false"):
        known.attributes("jane")
    for active in (None, "true", "false", 0, ABSENT):
        network.script("directory.test", status(200, json=scim(active=active)))
        words = "no active at all" if active is ABSENT else f"active: {active!r}"
        with student.raises("UnknownUserError", why="what is not known has to mean no", tried=words):
            known.attributes("jane")


@pytest.mark.task("directory", spec=(lesson.NO_CONNECTION, lesson.BACK))
@pytest.mark.parametrize("words", list(BREAKS))
def test_a_connection_that_fails_is_an_outage(student, known, network, words):
    """Without a connection, or with one that breaks, the directory is unavailable; the next call works again."""
    works(known, "jane")
    for what, fault in BREAKS[words].items():
        fails(student, known, network, fault, f"the directory {what}")
        works(known, "jane", f"the directory is back, after it {what}")


@pytest.mark.task("directory", spec=lesson.STATUS)
def test_another_status_is_an_outage(student, known, network):
    """Any status but 200 and 404 is an outage, even with a user in the body; a redirect is not followed."""
    works(known)
    for code in CODES:
        headers = {"Location": "https://directory.test/scim/v2/Users/jane"} if 300 <= code < 400 else {}
        fails(student, known, network, status(code, headers=headers, json=scim()), f"status {code}")
    works(known, tried="the directory is back")
    asked = [exchange for exchange in network.requests() if exchange.request.url.path.endswith("/jane")]
    expect(len(CODES), len(asked), "requests sent for jane in all")


@pytest.mark.task("directory", spec=lesson.BODY)
def test_a_body_of_no_use_is_an_outage(student, known, network):
    """A body that is not a JSON object with the id that was asked for is an outage."""
    works(known)
    bodies = {"a list": [scim()], "a text": "jane", "a number": 7, "null": None}
    bodies |= {"no id": scim(id=ABSENT), "id null": scim(id=None)}
    bodies |= {f"the id {name!r}": scim(id=name) for name in ("u-7", "Jane", "jane ")}
    texts = {words: json.dumps(body).encode() for words, body in bodies.items()}
    texts |= {"not JSON": b"<html>", "half of it": b'{"id": "jane", "act', "empty": b"", "not UTF-8": b"\xff\xfe{"}
    for words, text in texts.items():
        network.serve("directory.test", lambda request, text=text: httpx.Response(200, content=text))
        with student.raises("DirectoryUnavailableError", why=WHY, tried=f"the body is {words}"):
            known.attributes("jane")


@pytest.mark.task("directory", spec=lesson.IN_TIME)
def test_waits_for_two_seconds(student, known, network, clock):
    """An answer after 1.5 seconds counts; without one after 2 seconds, 3 at most, the directory is unavailable."""
    network.script("directory.test", delay(1.5))
    works(known, tried="an answer after 1.5 s")
    for words, fault in (
        ("no answer", hang()),
        ("no connection", hang(connecting=True)),
        ("an answer after 10 s", delay(10)),
    ):
        before = clock.elapsed
        fails(student, known, network, fault, words)
        took = clock.elapsed - before
        assert took <= 3.1, explain("at most 3 seconds of waiting", f"it took {took:g} s", tried=words)
