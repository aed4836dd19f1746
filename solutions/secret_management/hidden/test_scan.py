"""Task scan: what is a secret in a source, what is none, and what a history remembers."""

import hashlib

import pytest

from grader.suite import explain, fields

from . import lesson
from .support import expect, hides

ACCESS = "AKIA" + "QX7RT2ZL9WPNV4KD"
KEY = "-----BEGIN PRIVATE KEY-----"
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqYW5lIn0.c2lnbmF0dXJl-_x"
FINDS = "test_finds_what_is_assigned"


def print_of(secret):
    return hashlib.sha256(secret.encode()).hexdigest()[:12]


def found_in(student, files):
    """The findings, as path, line, kind and fingerprint."""
    return [tuple(fields(one)[name] for name in ("path", "line", "kind", "fingerprint")) for one in student.scan(files)]


def finds(student, line, *wanted):
    """See which secrets are found in a line: pairs of a kind and the secret."""
    expected = sorted(("app.py", 1, kind, print_of(secret)) for kind, secret in wanted)
    expect(expected, sorted(found_in(student, {"app.py": line})), "the findings", tried=line)


def nothing(student, *lines):
    """See that nothing is found in any of these lines."""
    for line in lines:
        finds(student, line)


@pytest.mark.task("scan", points=1.5, spec=(lesson.ASSIGNED, lesson.NAMED))
def test_finds_what_is_assigned(student):
    """A text in quotes behind a name that says what it is; not behind a name that only contains such a word."""
    for name in (
        *("password", "passwd", "secret", "token", "apikey", "api_key", "api-key", "DB_PASSWORD", "my-token", "Secret"),
        *("stripe_api_key", "X_SECRET", "ApiKey", "a_b_passwd"),
    ):
        finds(student, f'{name} = "hunter2-hunter"', ("assignment", "hunter2-hunter"))
    for line in (
        'password="hunter2-hunter"',
        "password: 'hunter2-hunter'",
        '"password": "hunter2-hunter",',
        "'password' :  'hunter2-hunter'",
        'connect(user="jane", password="hunter2-hunter")',
        'self.password   =   "hunter2-hunter"  # temporary',
        'password = "hunter2-hunter" or "other"',
    ):
        finds(student, line, ("assignment", "hunter2-hunter"))
    nothing(
        student, 'tokenizer = "hunter2-hunter"', 'password_hint = "hunter2-hunter"', 'mypassword = "hunter2-hunter"'
    )
    nothing(student, 'pass = "hunter2-hunter"', "password = hunter2-hunter", 'password == compare("hunter2-hunter")')
    nothing(student, "password = \"hunter2'", "if password: print('hunter2-hunter-2')")


@pytest.mark.task("scan", needs=FINDS, spec=lesson.ASSIGNED)
def test_a_secret_has_eight_characters(student):
    """A text in quotes of 8 characters is a secret, one of 7 is none; spaces and other quotes in it count."""
    nothing(student, 'token = ""', 'token = "1234567"')
    for text in ("12345678", "two words", "it's mine", "größer12"):
        finds(student, f'token = "{text}"', ("assignment", text))
    finds(student, "token = 'say \"hello\" now'", ("assignment", 'say "hello" now'))


@pytest.mark.task("scan", points=1.5, needs=FINDS, spec=lesson.NO_SECRET)
def test_a_placeholder_is_no_secret(student):
    """Placeholders, references to a variable and rows of one character are not told, by whichever kind."""
    nothing(
        student,
        *(f'password = "{text}"' for text in ("changeme", "CHANGE-ME", "Password", "********", "xxxxxxxx", "--------")),
        *(
            f'password = "{text}"'
            for text in ("${DB_PASSWORD}", "$(cat file)", "{password}", "{{ vault.key }}", "<your key>", "%(key)s")
        ),
        *(
            f"postgres://jane:{text}@db.test/shop"
            for text in ("changeme", "SECRET", "${PASSWORD}", "xxx", "<key>", "aaaa")
        ),
    )
    for text in ("changeme2", "********1", "a${DB_PASSWORD}", "$DB_PASSWORD", "my example"):
        finds(student, f'password = "{text}"', ("assignment", text))


@pytest.mark.task("scan", points=1.5, needs=FINDS, spec=(lesson.PRIVATE, lesson.ACCESS, lesson.JWT))
def test_finds_keys_and_tokens(student):
    """Private keys of each kind, access keys and tokens are found as a whole, and nothing that only looks like them."""
    for words in ("", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED ", "TWO WORDS "):
        line = f"-----BEGIN {words}PRIVATE KEY-----"
        finds(student, line, ("private_key", line))
        finds(student, f'key = """{line}', ("private_key", line))
    nothing(
        student, "-----BEGIN PUBLIC KEY-----", "-----BEGIN CERTIFICATE-----", "----BEGIN PRIVATE KEY----", "PRIVATE KEY"
    )
    for line in (ACCESS, f"key={ACCESS}&x", f"({ACCESS})", f"a_{ACCESS}_b"):
        finds(student, line, ("access_key", ACCESS))
    nothing(student, ACCESS[:-1], f"{ACCESS}X", f"x{ACCESS}", f"{ACCESS}1", ACCESS.lower(), ACCESS[:-1] + "d")
    for line in (JWT, f"Bearer {JWT}", f'"{JWT}",'):
        finds(student, line, ("token", JWT))
    nothing(student, JWT.rpartition(".")[0], JWT.replace("eyJz", "xyJz"), "eyJ.eyJ.x", f"a{JWT}", "eyJhbG.eyJzdW.")


@pytest.mark.task("scan", needs=FINDS, spec=lesson.URL)
def test_finds_passwords_in_urls(student):
    """The password of a URL is found, with a user or without one; a URL without a password is none."""
    for line, secret in (
        ("postgres://jane:tiger@db.test/shop", "tiger"),
        ("see https://jane:t1-ger@x.test:8080/", "t1-ger"),
        ("redis://:tiger@cache.test", "tiger"),
        ("amqp+ssl://a.b:c:d@mq.test", "c:d"),
        ("URL='HTTPS://Jane:tiger@x.test'", "tiger"),
    ):
        finds(student, line, ("url", secret))
    nothing(student, "https://x.test:8080/a@b", "https://jane@x.test", "https://jane:@x.test", "jane:tiger@x.test")
    nothing(student, "https://jane:ti ger@x.test", "https://x.test/jane:tiger@y", 'http://jane:ti"ger@x.test')


@pytest.mark.task("scan", needs=FINDS, spec=(lesson.ONCE, lesson.PASSED_OVER))
def test_tells_each_secret_of_a_line_once(student):
    """Two secrets in a line are two findings; one that two kinds find is one, by the first kind."""
    finds(student, f'token = "{JWT}"', ("token", JWT))
    finds(student, f'secret = "{ACCESS}"', ("access_key", ACCESS))
    finds(student, f'token = "{ACCESS}", password = "{ACCESS}"', ("access_key", ACCESS))
    finds(student, 'token = "12345678"; secret = "abcdefgh"', ("assignment", "12345678"), ("assignment", "abcdefgh"))
    url = "postgres://jane:tiger-tiger@db.test"
    finds(student, f'{url} password="tiger-tiger"', ("url", "tiger-tiger"))
    finds(student, f"{url} {ACCESS} {ACCESS}", ("url", "tiger-tiger"), ("access_key", ACCESS))
    nothing(student, 'token = "12345678"  # scan:allow', f"{KEY} scan:allow", f'scan:allow {url} secret = "abcdefgh"')


@pytest.mark.task("scan", needs=FINDS, spec=(lesson.SORTED, lesson.ENDS, lesson.PRINT, lesson.NOWHERE))
def test_tells_where_and_not_what(student):
    """Findings are sorted by path, line and kind, and none of them has the secret in it."""
    files = {
        "z.py": f'\n\ntoken = "12345678"\n{ACCESS} token = "abcdefgh" {KEY}\n',
        "a/b.env": "DB_PASSWORD='tiger-tiger'",
        "empty": "",
        "a.py": 'x = 1\r\ntoken = "scan-me-now"\r\n',
        "breaks.py": 'x = "a\x0cb\u2028c\x85"\ntoken = "in-line-two"',
        "allowed.py": 'token = "12345678"  # scan:allow\ntoken = "87654321"',
    }
    wanted = [
        ("a.py", 2, "assignment", print_of("scan-me-now")),
        ("a/b.env", 1, "assignment", print_of("tiger-tiger")),
        ("allowed.py", 2, "assignment", print_of("87654321")),
        ("breaks.py", 2, "assignment", print_of("in-line-two")),
        ("z.py", 3, "assignment", print_of("12345678")),
        ("z.py", 4, "access_key", print_of(ACCESS)),
        ("z.py", 4, "assignment", print_of("abcdefgh")),
        ("z.py", 4, "private_key", print_of(KEY)),
    ]
    expect(wanted, found_in(student, files), "the findings")
    for one in student.scan(files):
        hides(repr(fields(one)), ["12345678", ACCESS, "tiger", KEY], "a finding")


@pytest.mark.task("scan", points=1.5, needs=FINDS, spec=(lesson.HISTORY, lesson.FIRST))
def test_the_history_forgets_nothing(student):
    """A secret is told with the commit and the line in which it came first, and whether it is there still."""
    one, two, three = 'token = "one-one-1"', 'secret = "two-two-2"', f"key {ACCESS}"
    commits = [
        ("c1", {"b.py": f"{one}\n", "a.py": "x = 1\n"}),
        ("c2", {"b.py": f"\n\n{one}\n{two}\n", "a.py": f"{three}\n"}),
        ("c3", {"b.py": f"{two}\n", "c.py": f"{one}\n"}),
        ("c4", {"b.py": f"{two}\n{one}\n", "c.py": ""}),
    ]
    names = ("path", "line", "kind", "fingerprint", "commit", "present")
    found = [tuple(fields(each)[name] for name in names) for each in student.scan_history(commits)]
    wanted = [
        ("b.py", 1, "assignment", print_of("one-one-1"), "c1", True),
        ("a.py", 1, "access_key", print_of(ACCESS), "c2", False),
        ("b.py", 4, "assignment", print_of("two-two-2"), "c2", True),
        ("c.py", 1, "assignment", print_of("one-one-1"), "c3", False),
    ]
    expect(wanted, found, "the findings of the history")
    expect([], list(student.scan_history([])), "the findings of no commits")
    gone = [tuple(fields(each)[name] for name in names) for each in student.scan_history([*commits, ("c5", {})])]
    expect([False] * 4, [each[5] for each in gone], "what is present after everything was deleted")
    assert all(each[4] for each in gone), explain("a commit in each finding", f"{gone}")
