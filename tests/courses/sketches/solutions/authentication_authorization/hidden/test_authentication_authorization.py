"""Two tests of authentication and authorization."""

import hashlib

import httpx
import pytest

from grader.suite import explain


@pytest.fixture
def directory(network):
    """The user directory. Root may delete posts, jane may not; each one's password is the name backwards."""

    def record(request):
        name = request.url.path.strip("/")
        if name not in ("jane", "root"):
            return httpx.Response(404)
        salt = name.encode().ljust(16, b".")
        hashed = hashlib.scrypt(name[::-1].encode(), salt=salt, n=2**12, r=8, p=1)
        may = ["posts:delete"] if name == "root" else []
        return httpx.Response(200, json={"salt": salt.hex(), "hash": hashed.hex(), "may": may})

    network.serve("users.test", record)


@pytest.mark.task("may")
def test_tells_the_stranger_from_the_known_who_may_not(student, directory):
    """A stranger gets 401 and is told how to log in; a known user without the right gets 403."""
    app = student.app("app")
    answers = [app.delete("/posts/1", auth=auth) for auth in (("root", "toor"), ("jane", "enaj"), None)]
    codes = [answer.status_code for answer in answers]
    assert codes == [204, 403, 401], explain(
        expected="204 for who may, 403 for who may not, 401 for a stranger", happened=f"{codes}"
    )
    assert "www-authenticate" in answers[2].headers, "A 401 says with WWW-Authenticate how to log in."


@pytest.mark.task("who")
def test_does_not_tell_who_exists(student, directory):
    """An unknown user and a wrong password get the same answer."""
    app = student.app("app")
    assert app.delete("/posts/1", auth=("root", "toor")).status_code == 204, "The right password opens the door."
    wrong, unknown = (app.delete("/posts/1", auth=(name, "guess")) for name in ("root", "zoe"))
    answers = (wrong.status_code, unknown.status_code, wrong.text == unknown.text)
    assert answers == (401, 401, True), explain(
        expected="401 with the same text for both",
        happened=f"{wrong.status_code} and {unknown.status_code}",
        why="whoever can tell them apart can list your users",
    )
