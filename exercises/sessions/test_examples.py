"""Three of the tests, to read and to learn from. The hidden ones are written in the same way."""

import pytest

from grader.suite import explain


@pytest.mark.task("create")
def test_example_a_session_is_found_by_its_id(student, store):
    """What was given to create() comes back from load(), and the store does not know the id."""
    sessions = student.Sessions()
    session_id = sessions.create("jane", {"items": ["tea"]})
    found = sessions.load(session_id)
    wanted = {"user": "jane", "data": {"items": ["tea"]}}
    assert found == wanted, explain(expected=f"{wanted}", happened=f"load() gave {found}")
    known = [text for text in store.texts() if session_id in text]
    assert not known, explain("only a hash of the id in the store", f"the id itself is in {known}")


@pytest.mark.task("cookie")
def test_example_scripts_can_not_read_the_cookie(student):
    """The cookie has the name and the value that it should have, and HttpOnly."""
    first, *attributes = [part.strip() for part in student.session_cookie("4rVp-2_x").split(";")]
    assert first == "__Host-session=4rVp-2_x", explain("__Host-session=4rVp-2_x at first", f"it is {first!r}")
    assert "httponly" in [attribute.lower() for attribute in attributes], explain(
        expected="the attribute HttpOnly", happened=f"the attributes are {attributes}"
    )


@pytest.mark.task("login")
def test_example_the_id_changes_at_login(student, store):
    """After the login there is a session with another id, and none with the old one."""
    sessions = student.Sessions()
    old = sessions.create()
    new = sessions.login(old, "jane")
    assert new != old, explain("a new id", "the old one", why="whoever planted it is logged in as jane, too")
    users = [session and session["user"] for session in (sessions.load(new), sessions.load(old))]
    assert users == ["jane", None], explain("jane under the new id, nothing under the old one", f"{users}")
