"""Task directory: what is asked of the directory, and what its answers and its failures mean."""

from copy import deepcopy

import httpx
import pytest

from grader.suite import delay, drop, explain, hang, refuse, reset, status

from .support import ABSENT, expect, without_absent

ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
ACCESS = "urn:shop:params:scim:schemas:extension:access:2.0:User"
BASIC = "test_tells_what_the_directory_knows"

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
    "refuses the connection": refuse(),
    "lets nobody connect": hang(connecting=True),
    "breaks the connection": reset(),
    "closes it without an answer": drop(),
    "never answers": hang(),
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


def works(known, name="u-7", tried="the directory works"):
    """See that what is known of somebody comes back; by default of one whom no test changes."""
    found = known.attributes(name)
    expect({"id": name, **PEOPLE[name]}, found, f"the attributes of {name}", tried=tried)


def fails(student, known, network, fault, tried):
    """See that this answer, or none, means that the directory can't be had."""
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


@pytest.mark.task("directory", points=1)
def test_tells_what_the_directory_knows(known):
    """All that is known of a user comes back: id, roles in their order, department, clearance, region and zone."""
    for name in ("jane", "u-7"):
        works(known, name)


@pytest.mark.task("directory", points=1)
def test_makes_nothing_up(known):
    """What the directory does not know of a user is not there, and neither is what nobody has asked for."""
    for name in ("omar", "mia", "rob", "new"):
        works(known, name, f"the directory knows of {name}: {', '.join(PEOPLE[name]) or 'nothing'}")


@pytest.mark.task("directory", needs=BASIC, points=1)
def test_asks_once_for_each_call(student, known, network, directory):
    """A call sends one GET for this user, and the constructor none."""
    expect(0, len(network.requests()), "requests sent by the constructor")
    for count, name in enumerate(("jane", "jane", "u-7"), 1):
        works(known, name)
        expect(count, len(network.requests()), "requests sent in all")
        last = network.requests()[-1].request
        expect(("GET", f"{directory.url}/Users/{name}"), (last.method, str(last.url)), "the request")


@pytest.mark.task("directory", needs=BASIC, points=1)
def test_what_was_taken_away_counts_no_more(student, known, directory):
    """A call tells what the directory knows now: a change a moment ago counts, and so does a dismissal."""
    works(known, "jane")
    directory.change("jane", roles=["viewer"], clearance=None)
    wanted = {**PEOPLE["jane"], "id": "jane", "roles": ["viewer"]}
    del wanted["clearance"]
    expect(wanted, known.attributes("jane"), "the attributes after a role and the clearance were taken away")
    directory.remove("jane")
    with student.raises("UnknownUserError", why="a dismissed user keeps every right as long as a cache lives"):
        known.attributes("jane")


@pytest.mark.task("directory", needs=BASIC, points=1)
def test_an_id_is_one_segment_of_the_path(known, network, directory):
    """An id with signs that mean something in a URL is sent as it is, in one segment."""
    for name, sent in (
        ("a/b", "a%2Fb"),
        ("a?b=c", "a%3Fb%3Dc"),
        ("a#b", "a%23b"),
        ("a%2Fb", "a%252Fb"),
        ("../u-7", "..%2Fu-7"),
    ):
        directory.add(name, roles=["viewer"])
        expect({"id": name, "roles": ["viewer"]}, known.attributes(name), f"the attributes of {name!r}")
        path = network.requests()[-1].request.url.raw_path.decode().replace("%3d", "%3D").replace("=", "%3D")
        expect(f"/scim/v2/Users/{sent}", path, f"the path for {name!r}")


@pytest.mark.task("directory", needs=BASIC, points=1)
def test_who_is_not_there_is_unknown(student, known, network):
    """A user that the directory does not have is UnknownUserError."""
    works(known)
    for name in ("nobody", "Jane", "jane2"):
        with student.raises("UnknownUserError", tried=f"the user {name!r}"):
            known.attributes(name)
    network.script("directory.test", status(404, json=scim()))
    with student.raises("UnknownUserError", tried="404, with a user in its body"):
        known.attributes("jane")


@pytest.mark.task("directory", needs=BASIC, points=1)
def test_who_is_not_active_is_unknown(student, known, directory, network):
    """A user whose active is not true is UnknownUserError, also if it is not there."""
    works(known)
    directory.change("jane", active=False)
    with student.raises("UnknownUserError", why="accounts are switched off, not deleted", tried="active: false"):
        known.attributes("jane")
    for active in (None, "true", "false", 0, ABSENT):
        network.script("directory.test", status(200, json=scim(active=active)))
        words = "no active at all" if active is ABSENT else f"active: {active!r}"
        with student.raises("UnknownUserError", why="what can't be told has to mean no", tried=words):
            known.attributes("jane")


@pytest.mark.task("directory", needs=BASIC, points=0.5)
@pytest.mark.parametrize("words", list(BREAKS))
def test_without_an_answer_it_can_not_be_had(student, known, network, words):
    """Without an answer the directory can't be had, whatever it said before; when it is back the next call works."""
    works(known, "jane")
    fails(student, known, network, BREAKS[words], f"the directory {words}")
    works(known, "jane", f"the directory is back, after it {words}")


@pytest.mark.task("directory", needs=BASIC, points=1)
def test_another_status_means_that_it_can_not_be_had(student, known, network):
    """An answer of any other status than 200 and 404 is none, even with a user in it; a redirect is not followed."""
    works(known)
    for code in CODES:
        headers = {"Location": "https://directory.test/scim/v2/Users/jane"} if 300 <= code < 400 else {}
        fails(student, known, network, status(code, headers=headers, json=scim()), f"an answer of {code}")
        works(known, tried=f"the directory is back, after an answer of {code}")
    asked = [exchange for exchange in network.requests() if exchange.request.url.path.endswith("/jane")]
    expect(len(CODES), len(asked), "requests sent for jane in all")


@pytest.mark.task("directory", needs=BASIC, points=1)
def test_a_body_of_no_use_means_that_it_can_not_be_had(student, known, network):
    """A body that is no JSON object with the id that was asked for is no answer."""
    works(known)
    bodies = {"a list": [scim()], "a text": "jane", "a number": 7, "no id": scim(id=ABSENT), "id null": scim(id=None)}
    bodies |= {f"the id {name!r}": scim(id=name) for name in ("u-7", "Jane", "jane ")}
    for words, body in bodies.items():
        fails(student, known, network, status(200, json=body), words)
    for words, text in (
        ("no JSON", b"<html>"),
        ("half of it", b'{"id": "jane", "act'),
        ("nothing", b""),
        ("no UTF-8", b"\xff\xfe{"),
    ):
        network.serve("half.test", lambda request, text=text: httpx.Response(200, content=text))
        with student.raises("DirectoryUnavailableError", why=WHY, tried=f"the body is {words}"):
            student.Directory("https://half.test").attributes("jane")
    works(known, tried="the directory is back")


@pytest.mark.task("directory", needs=BASIC, points=1)
def test_waits_for_two_seconds(student, known, network, clock):
    """An answer after 1.5 seconds counts; after 2 seconds, 3 at most, the directory can't be had."""
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


@pytest.mark.task("directory", needs=BASIC, points=0.5)
def test_asks_the_directory_it_was_given(student, known, network, directory):
    """Two directories at two addresses each tell of their own users."""
    network.serve("other.test", lambda request: httpx.Response(200, json=scim(roles=[{"value": "admin"}])))
    other = student.Directory("https://other.test/base")
    expect({"id": "jane", "roles": ["admin"]}, other.attributes("jane"), "what the other directory says of jane")
    works(known, "jane")
    found = [str(exchange.request.url) for exchange in network.requests()]
    expect(["https://other.test/base/Users/jane", f"{directory.url}/Users/jane"], found, "the URLs asked")
