"""What the suite's files share: records of the test's own making, a directory with users, and a venue around them.

Keys are derived by a quick function of the test's, so that a wrong ``scrypt`` fails the tests about that and no other.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

from grader.suite import StudentError, explain

DIRECTORY = "http://accounts.test"
COST = {"n": 64, "r": 2, "p": 3}
"""Of the hashers of most tests."""
SALT = b"sixteen bytes ok"
SEATS = {
    "GET /health": "public",
    "GET /me": set(),
    "GET /seats": {"seats:read"},
    "PUT /seats/{seat}": {"seats:write"},
    "DELETE /seats/{seat}": {"seats:write", "seats:free"},
}
ALL = ("seats:read", "seats:write", "seats:free", "profile:read")


def quick(password: bytes, *, salt: bytes, n: int, r: int, p: int) -> bytes:
    """A function that takes the place of scrypt: another key for each change of what it is given."""
    return hashlib.sha256(b"%d,%d,%d|%s|%s" % (n, r, p, salt.hex().encode(), password)).digest()


def plain_base64(data: bytes) -> str:
    """Base64 without its padding."""
    return base64.b64encode(data).decode().rstrip("=")


def record_of(password: str, *, ln: int = 6, r: int = 2, p: int = 3, salt: bytes = SALT, derive=quick) -> str:
    """A record in the PHC format, made here. Without arguments it has the cost ``COST``."""
    key = derive(password.encode(), salt=salt, n=2**ln, r=r, p=p)
    return f"$scrypt$ln={ln},r={r},p={p}${plain_base64(salt)}${plain_base64(key)}"


def read_record(record: object) -> tuple[int, int, int, bytes, bytes]:
    """n, r, p, salt and key of a record of the student's."""
    found = re.fullmatch(r"\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)", str(record))
    assert found, explain(
        "a record of the form $scrypt$ln=…,r=…,p=…$<salt>$<key>, base64 in it without its padding",
        f"it is {record!r}",
    )
    ln, r, p = (int(part) for part in found.groups()[:3])
    try:
        salt, key = (base64.b64decode(part + "=" * (-len(part) % 4)) for part in found.groups()[3:])
    except ValueError:
        raise AssertionError(explain("base64 of a length that base64 has", f"the record is {record!r}")) from None
    return 2**ln, r, p, salt, key


class Workshop:
    """A hasher of the student's whose deriving and comparing is done here, and counted."""

    def __init__(self, student, *, says=None, **cost) -> None:
        self.derived: list[tuple[bytes, bytes, tuple[int, int, int]]] = []
        self.compared: list[tuple[bytes, bytes]] = []
        self.says = says
        self.hasher = student.PasswordHasher(**{**COST, **cost}, derive=self.derive, compare=self.compare)

    def derive(self, password, *, salt, n, r, p):
        self.derived.append((password, salt, (n, r, p)))
        return quick(password, salt=salt, n=n, r=r, p=p)

    def compare(self, one, other):
        self.compared.append((one, other))
        return hmac.compare_digest(one, other) if self.says is None else self.says

    def verify(self, record, password):
        """What ``verify`` says, and what was derived for it."""
        self.derived.clear()
        self.compared.clear()
        return self.hasher.verify(record, password)


def outcome(function, *arguments):
    """What a call came to: the value, or the exception."""
    try:
        return function(*arguments)
    except StudentError as error:
        if "NotImplementedError" in error.names:
            raise
        return error


def said(found: object) -> str:
    """An outcome in words."""
    return found.said if isinstance(found, StudentError) else f"{found!r}"


def basic(username: str, password: str) -> dict[str, str]:
    """The field with which a user logs in by password."""
    return {"Authorization": "Basic " + base64.b64encode(f"{username}:{password}".encode()).decode()}


def bearer(token: str) -> dict[str, str]:
    """The field with which a user shows a token."""
    return {"Authorization": f"Bearer {token}"}


def challenges(answer) -> dict[str, dict[str, str]]:
    """The challenges of an answer, in one field or several: scheme and parameters, names in small letters."""
    found: dict[str, dict[str, str]] = {}
    current: dict[str, str] = {}
    text = ", ".join(answer.headers.get_list("WWW-Authenticate"))
    for name, value in re.findall(r"""([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*("(?:[^"\\]|\\.)*"|[^\s,"]+))?""", text):
        if value:
            current[name.lower()] = value.strip('"')
        else:
            current = found.setdefault(name.lower(), {})
    return found


def is_status(wanted: int | tuple[int, ...], answer, what: str, why: str = "", try_next: str = "") -> None:
    """See the status of an answer. ``what`` was asked, for the message."""
    wanted = wanted if isinstance(wanted, tuple) else (wanted,)
    words = " or ".join(map(str, wanted))
    assert answer.status_code in wanted, explain(
        f"status {words} for {what}", f"status {answer.status_code}", why=why, try_next=try_next
    )
