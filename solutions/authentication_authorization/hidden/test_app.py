"""Task ``app``: the venue behind its two checks, in their order."""

from __future__ import annotations

import itertools

import pytest

from grader.suite import explain, status

from . import lesson
from .support import ALL, SEATS, basic, bearer, challenges, is_status
from .venue import JANE, OMAR, REQUESTS, ZOE, Venue, every_stranger, send

ORDER = "identity, then permission, then all the rest"
BODIES = {
    "no JSON": b"{",
    "nothing": b"",
    "another object": b'{"name": "Ann"}',
    "a list": b"[1]",
    "a guest of 41 letters": b'{"guest": "%s"}' % (b"x" * 41),
}
ODD = {
    "a guest NaN": b'{"guest": NaN}',
    "an infinite guest": b'{"guest": -Infinity}',
    "a guest beyond all numbers": b'{"guest": 1e999}',
    "NaN in a list of guests": b'{"guest": ["Ann", NaN]}',
    "bytes that are no UTF-8": b'{"guest": "\xff"}',
    "null": b"null",
    "a text": b'"guest"',
    "JSON and more": b'{"guest": "Ann"} {',
}
"""What else a body may be; Python reads more than JSON allows."""


@pytest.fixture
def venue(student, accounts, network, evidence):
    """The application, with its users."""
    return Venue(student, accounts, network, evidence=evidence)


def put(client, body, headers=None):
    """PUT bytes to a seat, and call them JSON."""
    return client.put("/seats/A1", content=body, headers={"Content-Type": "application/json", **(headers or {})})


@pytest.mark.task("app", points=1, spec=(lesson.ROUTES, lesson.BOOKED, lesson.FREED))
def test_serves_who_may(venue):
    """Who is permitted uses every route, by password or by token, under their own name."""
    client = venue.client
    is_status(200, client.get("/health"), "GET /health")
    assert client.get("/health").json() == {"status": "ok"}, explain('{"status": "ok"}', client.get("/health").text)
    for headers in (basic(*JANE), venue.token()):
        found = venue.door("jane", "GET /me", headers, 200)
        assert found.json() == {"username": "jane", "permissions": sorted(ALL)}, explain("jane, sorted", found.text)
        assert venue.seats() == [], explain("no seats taken", f"{venue.seats()}")
        venue.door("jane", "GET /seats", headers, 200)
        found = venue.door("jane", "PUT /seats/{seat}", headers, 200)
        booked = {"seat": "A1", "guest": "Ann", "by": "jane"}
        assert found.json() == booked, explain(f"{booked}", found.text)
        is_status(200, send(client, "PUT", "/seats/B 2", headers, "Bob"), "PUT /seats/B 2")
        omar = venue.token("omar", "seats:write")
        is_status(200, found := send(client, "PUT", "/seats/A1", omar, "Eve"), "a second PUT /seats/A1, by omar")
        seats = [{"seat": "A1", "guest": "Eve", "by": "omar"}, {"seat": "B 2", "guest": "Bob", "by": "jane"}]
        assert found.json() == seats[0], explain(f"{seats[0]}", found.text)
        found = sorted(venue.seats(), key=lambda each: each["seat"])
        assert found == seats, explain(f"{seats}", f"{found}")
        venue.door("jane", "DELETE /seats/{seat}", headers, 204)
        for path, code in (("/seats/A1", 404), ("/seats/B%202", 204), ("/seats/Z9", 404)):
            is_status(code, client.delete(path, headers=headers), f"DELETE {path}")
        assert venue.seats() == [], explain("no seats taken any more", f"{venue.seats()}")


@pytest.mark.task("app", points=1, spec=(lesson.KNOWN, lesson.IN_ORDER))
def test_tells_the_stranger_from_the_known_who_may_not(venue):
    """401 is for a stranger, 403 for somebody known who may not, and neither does anything."""
    for rule in REQUESTS:
        venue.door("nobody", rule, {}, 401)
        limited = venue.token(scope="profile:read seats:free")
        code = 200 if rule == "GET /me" else 403
        for who, headers in (("omar", basic(*OMAR)), ("narrow token", limited)):
            venue.door(who, rule, headers, code, "they are known")
    is_status(
        403,
        venue.client.delete("/seats/A1", headers=venue.token(scope="seats:write")),
        "DELETE with one of two permissions",
    )
    assert venue.seats() == [], explain("no seat taken by who was refused", f"{venue.seats()}")


@pytest.mark.task("app", points=1, spec=(lesson.CHALLENGES, lesson.NO_ERROR))
def test_challenges_a_stranger(venue):
    """A 401 says how to log in: Basic and Bearer, with the realm; and no error where no token was sent."""
    clients = {"venue": venue.client, "box office": venue.open(realm="box office")}
    for realm, client in clients.items():
        strangers = every_stranger(venue)
        for what in ("nobody", "another scheme", "an unknown user", "a wrong password", "a malformed Basic field"):
            answer = client.get("/seats", headers=strangers[what])
            is_status(401, answer, what)
            found = challenges(answer)
            for scheme, wanted in (("basic", {"realm": realm, "charset": "UTF-8"}), ("bearer", {"realm": realm})):
                told = found.get(scheme, {})
                assert wanted.items() <= {**told, "charset": told.get("charset", "").upper()}.items(), explain(
                    f"a challenge for {scheme} with {wanted}, for {what}",
                    f"WWW-Authenticate: {answer.headers.get_list('WWW-Authenticate')}",
                    why="without it a client does not know what to come back with (RFC 9110, section 11.6.1)",
                )
                assert "error" not in told, explain(
                    f"no `error` for {what}", f"{scheme} has error={told.get('error')!r}"
                )


@pytest.mark.task("app", points=1, spec=(lesson.INVALID, lesson.REPEATS))
def test_calls_a_bad_token_invalid(venue):
    """Bearer credentials that are refused or malformed get error="invalid_token" in the Bearer challenge."""
    strangers = every_stranger(venue)
    clients = {"venue": venue.client, "box office": venue.open(realm="box office")}
    for realm, client in clients.items():
        for what in ("an expired token", "an unknown token", "a malformed Bearer field"):
            answer = client.get("/seats", headers=strangers[what])
            is_status(401, answer, what)
            found = challenges(answer)
            told = found.get("bearer", {})
            token = strangers[what]["Authorization"].removeprefix("Bearer ")
            repeated = len(token) > 5 and token in f"{answer.headers} {answer.text}"
            assert not repeated, explain("an answer that repeats no token", f"it has the token of {what}")
            assert (told.get("error"), told.get("realm")) == ("invalid_token", realm), explain(
                f'Bearer with realm="{realm}" and error="invalid_token" for {what} (RFC 6750, section 3)', f"{found}"
            )
            assert found.get("basic", {}).get("realm") == realm, explain(
                f"a Basic challenge for {what} too", f"{found}"
            )


@pytest.mark.task("app", points=1, spec=lesson.TOO_NARROW)
def test_tells_a_token_that_its_scope_is_too_narrow(venue):
    """A 403 for a token has error="insufficient_scope" in a Bearer challenge."""
    clients = {"venue": venue.client, "box office": venue.open(realm="box office")}
    for realm, client in clients.items():
        answer = client.get("/seats", headers=venue.token(scope="profile:read"))
        is_status(403, answer, "a token with another scope")
        told = challenges(answer).get("bearer", {})
        assert (told.get("error"), told.get("realm")) == ("insufficient_scope", realm), explain(
            f'Bearer with realm="{realm}" and error="insufficient_scope" (RFC 6750, section 3.1)', f"{told}"
        )


@pytest.mark.task("app", points=1, spec=lesson.NOT_ASKED)
def test_stands_every_malformed_field(venue):
    """No Authorization field is so odd that it ends in anything but 401, nor does the directory hear of it."""
    is_status(200, venue.client.get("/seats", headers=venue.token()), "GET /seats with a good token")
    asked = venue.asked()
    for field in (
        *(b"Basic", b"Basic ", b"Basic !!!!", b"Basic amFuZQ==", b"Basic //8=", b"Basic amFuZTpib", b"Basic \xff\xfe"),
        *(b"Basic amFuZTpib3gA", b"Basic YQ== YQ==", b"Bearer", b"Bearer a b", b"Bearer \xe9", b"Bearer a,b"),
        *(b"Digest x", b"\xff", b":", b"Basic" + b" x" * 500, b"Bearer " + b"=" * 9, b"Negotiate YWJj"),
    ):
        answer = venue.client.get("/seats", headers={b"Authorization": field})
        is_status(401, answer, f"the field {field[:40]!r}")
    assert venue.asked() == asked, explain("no request to the directory", f"{venue.asked() - asked} requests")


@pytest.mark.task("app", points=1, spec=(lesson.EVERY_BYTE, lesson.REPEATS))
def test_answers_every_stranger_alike(venue):
    """An unknown user, a wrong password and a closed account get the same answer, in every byte."""
    is_status(200, venue.client.get("/seats", headers=basic(*JANE)), "GET /seats of jane")
    for rule, (method, path) in REQUESTS.items():
        answers = {}
        for what, pair in (("unknown", ("nina", "x-7")), ("wrong", ("jane", "x-7")), ("closed", ZOE)):
            answer = send(venue.client, method, path, basic(*pair))
            is_status(401, answer, f"{rule}, {what}")
            answers[what] = (sorted(answer.headers.multi_items()), answer.content)
            whole = f"{answer.headers} {answer.text}"
            assert pair[1] not in whole, explain("an answer that repeats no password", whole)
        alike = answers["unknown"] == answers["wrong"] == answers["closed"]
        assert alike, explain(
            f"the same headers and body at {rule} for an unknown user, a wrong password and a closed account",
            f"{answers}",
            why="whoever can tell them apart can list your users",
        )


@pytest.mark.task("app", points=1, spec=(lesson.FORBIDDEN, lesson.IN_ORDER))
def test_refuses_a_route_without_a_rule(venue):
    """A route that the policy does not name is refused: 403 for whom we know, 401 for all others."""
    for rule, (method, path) in {**REQUESTS, "GET /health": ("GET", "/health")}.items():
        client = venue.open({key: value for key, value in SEATS.items() if key != rule})
        for headers in (basic(*JANE), venue.token()):
            answer = send(client, method, path, headers)
            is_status(403, answer, f"{rule} without a rule, by jane, who may do everything", "deny by default")
        for what in ("nobody", "a wrong password", "an unknown token"):
            answer = send(client, method, path, every_stranger(venue)[what])
            is_status(401, answer, f"{rule} without a rule, by {what}", "who it is comes before what they may do")
        if rule != "GET /seats":
            seats = client.get("/seats", headers=venue.token()).json()
            assert seats == {"seats": []}, explain("no seat taken by what was refused", f"{seats}")


@pytest.mark.task("app", points=0.5, spec=(lesson.OWN_PAGES, lesson.OTHER_PATHS))
def test_serves_no_page_that_nobody_thought_of(venue):
    """FastAPI's own pages, other paths and other methods are refused."""
    is_status(200, venue.client.get("/me", headers=venue.token()), "GET /me with a token")
    for headers in ({}, venue.token(), basic(*JANE)):
        for path in ("/docs", "/redoc", "/openapi.json", "/docs/oauth2-redirect", "/", "/nothing", "/seats/A1/more"):
            is_status((401, 403, 404), venue.client.get(path, headers=headers), f"GET {path}", "deny by default")
        for method, path in (("POST", "/seats"), ("DELETE", "/me"), ("PATCH", "/seats/A1"), ("GET", "/seats/A1")):
            answer = venue.client.request(method, path, headers=headers)
            is_status((401, 403, 404, 405), answer, f"{method} {path}", "deny by default")


@pytest.mark.task("app", points=1, spec=lesson.SERVED)
def test_opens_what_is_public_to_everybody(venue):
    """A public route is served whatever the field says, without a request to the directory, also in an outage."""
    client = venue.open({**SEATS, "GET /seats": "public"})
    venue.network.down("accounts.test")
    asked = venue.asked()
    for path, (what, headers) in itertools.product(("/health", "/seats"), every_stranger(venue).items()):
        is_status(200, client.get(path, headers=headers), f"GET {path}, which is public, by {what}")
    assert venue.asked() == asked, explain("no request to the directory", f"{venue.asked() - asked} requests")
    is_status(401, client.get("/me"), "GET /me, which is not public")


@pytest.mark.task("app", points=1, spec=lesson.BODY_LAST)
def test_judges_a_body_last(venue):
    """Who is refused is refused for any body, one that is no JSON included."""
    is_status(200, put(venue.client, b'{"guest": "Ann"}', venue.token()), "PUT /seats/A1 by jane")
    for what, body in BODIES.items():
        for who, headers in every_stranger(venue).items():
            is_status(401, put(venue.client, body, headers), f"{what} by {who}", ORDER)
        for headers in (basic(*OMAR), venue.token(scope="seats:read")):
            is_status(403, put(venue.client, body, headers), f"{what} by somebody who may not", ORDER)
        venue.network.script("accounts.test", status(503), status(500))
        for headers in (basic(*JANE), venue.token()):
            is_status(503, put(venue.client, body, headers), f"{what} while the directory is away", ORDER)
    seats = venue.seats()
    assert seats == [{"seat": "A1", "guest": "Ann", "by": "jane"}], explain("Ann's seat alone", f"{seats}")


@pytest.mark.task("app", points=0.5, spec=(lesson.GUEST, lesson.ANY_BODY, lesson.NEVER_500))
def test_judges_the_body_of_who_may(venue):
    """Who may take a seat gives a guest of 1 to 40 characters."""
    for headers in (basic(*JANE), venue.token()):
        for guest in ("x", "x" * 40, "ë" * 40, " "):
            is_status(
                200, send(venue.client, "PUT", "/seats/A1", headers, guest), f"a guest of {len(guest)} characters"
            )
        for guest in ("", "x" * 41, None, 7, ["Ann"], {"guest": "Ann"}):
            answer = send(venue.client, "PUT", "/seats/A1", headers, guest)
            is_status((400, 422), answer, f"the guest {guest!r}"[:60])
        for what, body in {**BODIES, **ODD}.items():
            is_status((400, 422), put(venue.client, body, headers), f"{what} by jane")
    seats = venue.seats()
    assert seats == [{"seat": "A1", "guest": " ", "by": "jane"}], explain("the last good booking alone", f"{seats}")


@pytest.mark.task("app", points=1, spec=lesson.AWAY)
def test_lets_nobody_in_during_an_outage(student, accounts, network, venue):
    """While the directory is away nobody gets in, not even who was in just now; then everything is as before."""
    ways = (basic(*JANE), venue.token())
    for _ in range(2):
        for headers in ways:
            is_status(200, venue.client.get("/seats", headers=headers), "GET /seats of jane")
        venue.network.down("accounts.test")
        for headers, rule in itertools.product(ways, REQUESTS):
            venue.door("outage", rule, headers, 503, "the directory is away")
        for what in ("nobody", "another scheme", "a malformed Basic field", "a malformed Bearer field"):
            answer = venue.client.get("/seats", headers=every_stranger(venue)[what])
            is_status(401, answer, f"{what} while the directory is away", "nobody has to be asked about that")
        is_status(503, venue.client.get("/seats", headers=basic("nina", "x")), "an unknown user in the outage")
        venue.network.up("accounts.test")
    assert venue.seats() == [], explain("no seat taken in the outage", f"{venue.seats()}")
    network.down("accounts.test")
    late = Venue(student, accounts, network)  # nobody is asked at the start
    is_status(503, late.client.get("/seats", headers=basic(*JANE)), "GET /seats of an application made in the outage")
    network.up("accounts.test")
    is_status(200, late.client.get("/seats", headers=basic(*JANE)), "GET /seats of that application after it")


@pytest.mark.task("app", points=1, spec=(lesson.APART, lesson.SHARE))
def test_keeps_requests_apart(student, venue):
    """Requests at the same time have an identity each, and two applications have seats of their own."""
    other = venue.open()
    venue.network.latency("accounts.test", 0.3)
    venue.accounts.set_permissions("omar", ["seats:read"])
    fields = [basic(*JANE), basic(*OMAR), venue.token("omar", "seats:read"), venue.token("jane", "seats:write")]
    answers = student.together(*[venue.client.build_request("GET", "/me", headers=field) for field in fields])
    found = [(answer.json()["username"], answer.json()["permissions"]) for answer in answers]
    wanted = [("jane", sorted(ALL)), ("omar", ["seats:read"]), ("omar", ["seats:read"]), ("jane", ["seats:write"])]
    assert found == wanted, explain(f"{wanted}", f"{found}", try_next="keep the identity with its request")
    is_status(200, send(venue.client, "PUT", "/seats/A1", venue.token()), "PUT /seats/A1 at the first application")
    seats = other.get("/seats", headers=venue.token()).json()
    assert seats == {"seats": []}, explain("no seat taken at the second application", f"{seats}")
