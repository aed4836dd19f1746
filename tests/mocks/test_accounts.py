"""The user directory's side of the wire: users and their records, tokens by introspection, and its own key."""

import base64
import hashlib
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from starlette.types import ASGIApp

from grader.harness.asgi import respond
from mocks.accounts import Accounts
from mocks.accounts.demo import DEMO
from mocks.service import SystemClock

RECORD = "$scrypt$ln=4,r=1,p=1$c2FsdA$a2V5"


class StillClock:
    """Time moves when a test says so."""

    def __init__(self) -> None:
        self.now = 1_767_603_600.0

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


class Bench:
    """A directory with one user, its clock and what it told its observer; a caller who has its key."""

    def __init__(self, seed: int = 0) -> None:
        self.clock = StillClock()
        self.seen: list[tuple[str, str]] = []
        self.accounts = Accounts(self.clock, observe=lambda *told: self.seen.append(told), seed=seed)
        self.accounts.add("jane", RECORD, permissions=["seats:read", "seats:write"])

    def ask(self, method: str, path: str, *, key: str | None = None, **content: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.accounts.key if key is None else key}"}
        return ask(self.accounts.app, method, path, headers=headers, **content)

    def introspect(self, token: str) -> dict[str, Any]:
        answer: dict[str, Any] = self.ask("POST", "/introspect", data={"token": token}).json()
        return answer


def ask(app: ASGIApp, method: str, path: str, **content: Any) -> httpx.Response:
    return respond(app, httpx.Request(method, f"http://accounts.test{path}", **content))


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_tells_a_user(bench):
    """A look-up gives the name as it was entered, the record, the permissions and whether the account is active."""
    expected = {"username": "jane", "record": RECORD, "permissions": ["seats:read", "seats:write"], "active": True}
    assert expected == bench.ask("GET", "/users/jane").json()
    assert expected == bench.ask("GET", "/users/JANE").json()


def test_does_not_know_others(bench):
    """A name that nobody has gets 404."""
    for path in ("/users/nina", "/users/", "/users/jane/", "/users/jane/password", "/users/jane%20", "/users/jan"):
        assert 404 == bench.ask("GET", path).status_code, path


@pytest.mark.parametrize("name", ["a/b", "what?", "100%", "c#d", "ann smith", "ömer", "e%41", "..", "a+b"])
def test_takes_a_name_from_one_segment(bench, name):
    """A percent-encoded segment is one name, whatever is in it."""
    bench.accounts.add(name, RECORD)
    encoded = "".join(f"%{byte:02X}" for byte in name.encode())
    assert name == bench.ask("GET", f"/users/{encoded}").json()["username"]
    new = {"record": "new", "replaces": RECORD}
    assert 204 == bench.ask("PUT", f"/users/{encoded}/password", json=new).status_code
    assert "new" == bench.accounts.record(name)


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/users/jane"), ("PUT", "/users/jane/password"), ("POST", "/introspect")]
)
def test_refuses_callers_without_its_key(bench, method, path):
    """Every endpoint wants the directory's key, and says so with 401 and a challenge (RFC 6750)."""
    for key in ("", "wrong", bench.accounts.key + "x", bench.accounts.key.upper()):
        answer = bench.ask(method, path, key=key)
        assert (401, 'Bearer realm="accounts"') == (answer.status_code, answer.headers["WWW-Authenticate"])
    answer = ask(bench.accounts.app, method, path)
    assert 401 == answer.status_code
    assert RECORD == bench.accounts.record("jane")


def test_replaces_a_record_that_is_still_the_same(bench):
    """A record is replaced if the caller has seen the present one; otherwise nothing changes, and it is 409."""
    new = {"record": "new", "replaces": RECORD}
    assert 204 == bench.ask("PUT", "/users/jane/password", json=new).status_code
    assert "new" == bench.accounts.record("jane")
    assert 409 == bench.ask("PUT", "/users/jane/password", json=new).status_code
    assert "new" == bench.accounts.record("jane")
    assert [("account jane", "new record")] == bench.seen


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"record": "new"},
        {"replaces": RECORD},
        {"record": "", "replaces": RECORD},
        {"record": 7, "replaces": RECORD},
    ],
)
def test_refuses_half_a_replacement(bench, body):
    """Both records are needed."""
    assert 422 == bench.ask("PUT", "/users/jane/password", json=body).status_code
    assert RECORD == bench.accounts.record("jane")


def test_replaces_no_record_of_nobody(bench):
    """An unknown user has none to replace."""
    assert 404 == bench.ask("PUT", "/users/nina/password", json={"record": "a", "replaces": "b"}).status_code


def test_introspects_a_token(bench):
    """An active token is told with its user, scope and end, as RFC 7662, section 2.2, has it."""
    token = bench.accounts.issue("JANE", scope="seats:read seats:write", lifetime=60)
    expected = {"active": True, "username": "jane", "token_type": "Bearer", "scope": "seats:read seats:write"}
    assert {**expected, "exp": 1_767_603_660} == bench.introspect(token)


def test_leaves_an_empty_scope_out(bench):
    """`scope` is optional, and a token without one has none."""
    assert "scope" not in bench.introspect(bench.accounts.issue("jane"))


def test_tells_nothing_of_a_token_that_is_not_active(bench):
    """Of unknown, expired and revoked tokens, and those of closed accounts, only that is told."""
    expired, revoked, closed = (bench.accounts.issue("jane", lifetime=seconds) for seconds in (60, 90, 90))
    bench.accounts.revoke(revoked)
    bench.clock.now += 59.9
    assert [True, False] == [bench.introspect(token)["active"] for token in (expired, revoked)]
    bench.clock.now += 0.1
    assert {"active": False} == bench.introspect(expired) == bench.introspect(revoked) == bench.introspect("nobodys")
    assert bench.introspect(closed)["active"]
    bench.accounts.set_active("jane", active=False)
    assert {"active": False} == bench.introspect(closed)


@pytest.mark.parametrize(
    "content",
    [
        {"json": {"token": "a"}},
        {"data": {}},
        {"data": {"token": ""}},
        {"data": {"token": ["a", "b"]}},
        {"content": b"token=\xff%ff", "headers": {"Content-Type": "application/x-www-form-urlencoded"}},
    ],
)
def test_wants_a_form_with_one_token(bench, content):
    """Anything but a form with one token is an invalid request (RFC 6749, section 5.2)."""
    headers = {**content.pop("headers", {}), "Authorization": f"Bearer {bench.accounts.key}"}
    answer = ask(bench.accounts.app, "POST", "/introspect", headers=headers, **content)
    assert (400, {"error": "invalid_request"}) == (answer.status_code, answer.json())


def test_gives_every_test_its_own_directory():
    """Two directories share nothing; the same seed gives the same tokens and key, another seed others."""
    one, same, other = Bench(), Bench(), Bench(seed=1)
    one.accounts.set_record("jane", "new")
    assert RECORD == same.accounts.record("jane")
    tokens = [each.accounts.issue("jane") for each in (one, same, other)]
    assert tokens[0] == tokens[1] != tokens[2]
    assert one.accounts.key == same.accounts.key != other.accounts.key


def test_changes_what_a_test_changes(bench):
    """Permissions, records and accounts change at once."""
    bench.accounts.set_permissions("jane", ["seats:read"])
    bench.accounts.set_active("jane", active=False)
    bench.accounts.set_record("jane", None)
    expected = {"username": "jane", "record": None, "permissions": ["seats:read"], "active": False}
    assert expected == bench.ask("GET", "/users/jane").json()
    assert [("account jane", "inactive")] == bench.seen


def test_has_no_lab_but_on_loopback(bench):
    """Who shares the network with a test can't issue tokens."""
    assert 404 == bench.ask("GET", "/lab/token").status_code


def test_has_users_on_loopback():
    """To try things by hand there are users, tokens of theirs, and a key that stands in the lesson."""
    accounts = Accounts(SystemClock())
    token = ask(accounts.app, "GET", "/lab/token?username=omar&scope=seats:read").text.strip()
    headers = {"Authorization": "Bearer directory-key"}
    told = ask(accounts.app, "POST", "/introspect", headers=headers, data={"token": token}).json()
    assert (True, "omar", "seats:read") == (told["active"], told["username"], told["scope"])
    assert 404 == ask(accounts.app, "GET", "/lab/token?username=nina").status_code


@pytest.mark.parametrize(
    ("account", "password"), list(zip(DEMO, ("box office", "row seven", "gone home"), strict=True))
)
def test_the_users_on_loopback_have_the_passwords_of_the_lesson(account, password):
    """Their records are scrypt's, by two libraries, one of which is independent of the other."""
    _, _, costs, salt, key = account.record.split("$")
    ln, r, p = (int(part.split("=")[1]) for part in costs.split(","))
    salt, key = (base64.b64decode(part + "=" * (-len(part) % 4)) for part in (salt, key))
    assert key == Scrypt(salt=salt, length=32, n=2**ln, r=r, p=p).derive(password.encode())
    assert key == hashlib.scrypt(password.encode(), salt=salt, n=2**ln, r=r, p=p, dklen=32)
