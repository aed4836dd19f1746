"""Task ``credentials``: what a header field says, and what it must not do to us."""

from __future__ import annotations

import base64

import pytest

from grader.suite import StudentError, explain, type_name

from . import lesson
from .support import outcome, said

PAIRS = (
    ("jane", "box office"),
    ("Omar", "Row Seven"),
    ("jane", "a:b::c"),
    ("jane", ":"),
    ("", "only a password"),
    ("only a name", ""),
    ("", ""),
    (" jane ", " box office "),
    ("\u00a0jane\u00a0", "\u00a0box\u00a0"),
    ("\u00f6mer", "p\u00e4ssw\u00f6rt \u20ac \U0001f3ab"),
    ("jane", "??>~"),
    ("jane@venue.test", "=/+-_" * 60),
    ("n" * 3000, "x" * 20_000 + ":"),
)
TOKENS = ("a", "7", "at.3f2A", "-._~+/", "abc=", "abc==", "a+b/c===", "7" + "=" * 40, "eyJ0.eyJz.c2ln", "x" * 3000)
NO_CREDENTIALS = (
    *("Digest username=jane", "Negotiate YWJj", "Basics amFuZTpib3g=", "Bear abc", "Bearers abc"),
    *("jane", "Token abc", "BasicamFuZTpib3g", "XBasic amFuZTpib3g="),
)


def encoded(data: bytes | str) -> str:
    return base64.b64encode(data.encode() if isinstance(data, str) else data).decode()


def is_basic(student, value, pair) -> None:
    """See that a field is read as this name and password."""
    found = student.parse_authorization(value)
    read = (found.username, found.password) if type_name(found) == "Basic" else found
    assert read == pair, explain(f"name and password {pair!a} in {value[:60]!a}", f"{read!a}"[:300])


def is_malformed(student, scheme, cases) -> None:
    """See that each of these fields is refused. ``cases``: by what is wrong with them."""
    good = student.parse_authorization("Basic amFuZTpib3g=" if scheme == "basic" else "Bearer at.1")
    assert good is not None, explain("good credentials to be read", "nothing was")
    for what, value in cases.items():
        found = outcome(student.parse_authorization, value)
        assert isinstance(found, StudentError) and "NotAuthenticated" in found.names, explain(
            f"NotAuthenticated for {what}: {value!a}", said(found)[:300], tried=what
        )


@pytest.mark.task("credentials", points=1, spec=(lesson.OF_BASIC, lesson.COLON, lesson.STRIPPED))
def test_reads_a_name_and_a_password(student):
    """The first colon ends the name; the rest is the password, whatever is in it."""
    for username, password in PAIRS:
        is_basic(student, f"Basic {encoded(f'{username}:{password}')}", (username, password))


@pytest.mark.task("credentials", points=1, spec=lesson.ANY_CASE)
def test_reads_the_scheme_in_any_case(student):
    """`basic`, `BASIC` and `bEaReR` are read; so is what stands behind several spaces."""
    for scheme in ("basic", "BASIC", "bAsIc", "Basic ", "BASIC   "):
        is_basic(student, f"{scheme} {encoded('omar:row seven')}", ("omar", "row seven"))
    for scheme in ("bearer", "BEARER", "bEaReR", "Bearer ", "bearer   "):
        found = student.parse_authorization(f"{scheme} At.7=")
        assert type_name(found) == "Bearer" and found.token == "At.7=", explain(
            f"the token At.7= behind {scheme!r}", f"{type_name(found)} {found!r}"
        )


@pytest.mark.task("credentials", points=1, spec=(lesson.OF_BEARER, lesson.AS_IT_IS))
def test_reads_a_token(student):
    """A token of RFC 6750 is taken as it is."""
    for token in TOKENS:
        found = student.parse_authorization(f"Bearer {token}")
        read = found.token if type_name(found) == "Bearer" else found
        assert read == token, explain(f"the token {token[:40]!r}", f"{read!r}"[:300])


@pytest.mark.task("credentials", points=0.5, spec=lesson.OTHER_SCHEME)
def test_takes_another_scheme_for_no_credentials(student):
    """Without a field, or with another scheme, nobody has shown anything."""
    assert student.parse_authorization("Bearer at.1") is not None, explain("a good token to be read", "it was not")
    for value in (None, *NO_CREDENTIALS):
        found = outcome(student.parse_authorization, value)
        assert found is None, explain(f"None for {value!r}", said(found))


@pytest.mark.task("credentials", points=1, spec=(lesson.OF_BASIC, lesson.MALFORMED, lesson.SIGNS))
def test_refuses_what_is_no_base64(student):
    """Behind `Basic` stands base64 with its padding, in the standard alphabet, and nothing else."""
    good = encoded("jane:box office?>")
    cases = {
        "nothing behind the scheme": "Basic",
        "only a space behind the scheme": "Basic ",
        "only spaces behind the scheme": "Basic   ",
        "two words": f"Basic {good} {good}",
        "two words, the second a comma": f"Basic {good} ,",
        "no base64 at all": "Basic jane:box",
        "a `!` in it": f"Basic {good[:4]}!{good[4:]}",
        "four `!` in it": f"Basic {good[:4]}!!!!{good[4:]}",
        "a letter with an accent": f"Basic {good[:4]}\u00e9\u00e9\u00e9\u00e9{good[4:]}",
        "an accent only": "Basic \u00ff",
        "a no-break space behind it": f"Basic {good}\u00a0",
        "the alphabet for URLs": "Basic amFuZTo_Pz4-",
        "a `=` in the middle": "Basic amFu=ZTpib3g=",
        "four `=` in the middle": "Basic amFu====ZTpib3g=",
        "one padding sign of two": "Basic amFuZTpibw=",
        "no padding sign of two": "Basic amFuZTpibw",
        "no padding sign of one": "Basic amFuZTpib3g",
        "padding alone": "Basic ==",
        "an impossible length": "Basic amFuZTpib",
    }
    is_malformed(student, "basic", cases)


@pytest.mark.task("credentials", points=1, spec=(lesson.MALFORMED, lesson.NO_PAIR))
def test_refuses_what_is_no_name_and_password(student):
    """What is base64, but not UTF-8 with a colon in it, is refused."""
    is_malformed(
        student,
        "basic",
        {
            "no colon": f"Basic {encoded('jane')}",
            "an empty text": "Basic ====",
            "Latin-1 in the name": f"Basic {encoded(b'%smer:row' % chr(0xF6).encode('latin-1'))}",
            "Latin-1 in the password": f"Basic {encoded(b'jane:p%ssswort' % chr(0xE4).encode('latin-1'))}",
            "a byte that UTF-8 never has": f"Basic {encoded(bytes([0xFF]) + b'jane:box')}",
            "UTF-8 that is cut": f"Basic {encoded('jane:box €'.encode()[:-1])}",
        },
    )


@pytest.mark.task("credentials", points=1, spec=(lesson.NO_CONTROL, lesson.MALFORMED))
def test_refuses_control_characters(student):
    """Name and password have no control character in them; what lies beside those is welcome."""
    for code in (*range(32), 127):
        sign = chr(code)
        for what, pair in (("name", f"ja{sign}ne:box"), ("password", f"jane:bo{sign}x"), ("end", f"jane:box{sign}")):
            is_malformed(student, "basic", {f"U+{code:04X} ({what})": f"Basic {encoded(pair)}"})
    for sign in ("\x20", "\x7e", "\u00a0", "\u0100"):
        is_basic(student, f"Basic {encoded(f'ja{sign}ne:bo{sign}x')}", (f"ja{sign}ne", f"bo{sign}x"))


@pytest.mark.task("credentials", points=1, spec=(lesson.OF_BEARER, lesson.MALFORMED))
def test_refuses_what_is_no_token(student):
    """Behind `Bearer` stands one token of the signs that RFC 6750 allows."""
    odd = {f"a {sign!a} in it": f"Bearer ab{sign}cd" for sign in "!\"#$%&'()*,:;<=>?@[\\]^`{|}\u00e9\u20ac\x00\x7f"}
    cases = {
        "nothing behind the scheme": "Bearer",
        "only a space behind the scheme": "Bearer ",
        "two words": "Bearer ab cd",
        "three words": "Bearer ab cd ef",
        "a comma behind it": "Bearer ab,",
        "a quoted token": 'Bearer "ab"',
        "padding alone": "Bearer ==",
        "a line break in it": "Bearer ab\ncd",
        "a no-break space behind it": "Bearer ab\u00a0",
        "the accent alone": "Bearer \u00e9",
        **odd,
    }
    is_malformed(student, "bearer", cases)


@pytest.mark.task(
    "credentials",
    points=0.5,
    needs=("test_refuses_what_is_no_token", "test_refuses_what_is_no_base64"),
    spec=lesson.MALFORMED,
)
def test_says_which_scheme_was_malformed(student):
    """The refusal of malformed credentials says whether they were Basic or Bearer."""
    for value, scheme in (("Basic", "basic"), ("BASIC !", "basic"), ("Bearer", "bearer"), ("bEARER é", "bearer")):
        with student.raises("NotAuthenticated", tried=value) as caught:
            student.parse_authorization(value)
        assert caught.value.scheme == scheme, explain(f"scheme {scheme!r} for {value!r}", f"{caught.value.scheme!r}")
