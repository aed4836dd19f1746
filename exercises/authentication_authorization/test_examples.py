"""Three of the tests, to read: how the course asks your code. The hidden ones are of the same kind."""

from __future__ import annotations

import base64

import pytest

from grader.suite import explain

DIRECTORY = "http://accounts.test"
CHEAP = {"n": 16, "r": 1, "p": 1}
"""So little that it costs no time. Nobody should keep passwords like this."""

RULES = {
    "GET /health": "public",
    "GET /me": {"profile:read"},
    "GET /seats": {"seats:read"},
    "PUT /seats/{seat}": {"seats:write"},
    "DELETE /seats/{seat}": {"seats:write"},
}


@pytest.mark.task("passwords")
def test_example_tells_the_right_password_from_a_wrong_one(student):
    """A record opens to its own password, and to no other."""
    hasher = student.PasswordHasher(**CHEAP)
    record = hasher.hash("box office")
    found = (hasher.verify(record, "box office"), hasher.verify(record, "box offices"))
    assert found == (True, False), explain("True for the right one, False for the wrong one", f"{found}")


@pytest.mark.task("credentials")
def test_example_reads_a_name_and_a_password(student):
    """The example of RFC 7617, section 2, is Aladdin's."""
    found = student.parse_authorization("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
    pair = (found.username, found.password)
    assert pair == ("Aladdin", "open sesame"), explain("Aladdin, open sesame", f"{pair}")


@pytest.mark.task("app", needs="test_example_tells_the_right_password_from_a_wrong_one")
def test_example_knows_who_may_see_the_seats(student, accounts):
    """A stranger gets 401 with a challenge, a known user without the permission 403, the box office its list."""
    hasher = student.PasswordHasher(**CHEAP)
    accounts.add("jane", hasher.hash("box office"), permissions=["seats:read"])
    accounts.add("omar", hasher.hash("row seven"), permissions=["profile:read"])
    authenticator = student.Authenticator(DIRECTORY, key=accounts.key, hasher=hasher)
    app = student.app(student.create_app(authenticator=authenticator, policy=student.Policy(RULES)))
    codes = []
    for pair in ("", "jane:box office", "omar:row seven"):
        field = {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"} if pair else {}
        codes.append(app.get("/seats", headers=field).status_code)
    assert codes == [401, 200, 403], explain("401 for nobody, 200 for jane, 403 for omar", f"{codes}")
    asks = app.get("/seats").headers.get("WWW-Authenticate", "")
    assert "venue" in asks, explain("a 401 that says how to log in, with the realm", f"WWW-Authenticate: {asks!r}")
