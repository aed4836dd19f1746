"""Values and calls in few words, whatever they are."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from grader.harness.jwt_words import jwt_in_words, with_jwts_in_words
from grader.harness.words import MAX_CALL, MAX_SHORT, call, short

JANE = '{"alg": "ES256", "typ": "JWT"}'


@pytest.mark.parametrize(
    "value",
    [[["x" * 60] * 5] * 5, {number: {"x" * 60: "y" * 60} for number in range(5)}, ("é" * 60,) * 6],
    ids=["lists", "dicts", "tuple"],
)
def test_a_value_of_many_parts_is_cut(value: Any) -> None:
    """Each part is short, but there may be a hundred."""
    assert MAX_SHORT == len(short(value))
    assert short(value).endswith("…")


def test_a_short_value_is_as_python_shows_it() -> None:
    """With nothing left out."""
    assert "[1, 'two', (3.0, None)]" == short([1, "two", (3.0, None)])


def test_a_call_is_as_it_would_be_written() -> None:
    """With values and named values."""
    assert "f(1, 'a', key=[2])" == call("f", [1, "a"], {"key": [2]})


def test_a_call_with_arguments_without_number_is_told_by_the_first() -> None:
    """The others are not even looked at."""
    looked_at = []

    class Argument:
        def __repr__(self) -> str:
            looked_at.append(self)
            return "x"

    assert call("f", [Argument() for _ in range(1000)], {}).startswith("f(x, x, x")
    assert len(looked_at) < 100


def token(header: str, claims: str = "{}") -> str:
    parts = (base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode() for text in (header, claims, "signature"))
    return ".".join(parts)


def test_every_argument_of_a_long_call_is_named() -> None:
    """What is long is shortened inside the arguments; the call itself is not cut."""
    keys = {"keys": [{"kid": f"key-{number}", "x": "x" * 60, "y": "y" * 60} for number in range(5)]}
    shown = call("verify", ["t" * 500], {"jwks": keys, "issuer": "https://auth.test", "audience": "a", "leeway": 30})
    assert "issuer='https://auth.test', audience='a', leeway=30)" in shown
    assert len(shown) <= MAX_CALL


@pytest.mark.parametrize(
    ("header", "shown"),
    [
        ('{"alg": "HS256", "typ": "JWT", "kid": "ec-1"}', "<JWT alg=HS256 kid=ec-1>"),
        ('{"alg": "none"}', "<JWT alg=none>"),
        ('{"alg": "HS256", "jku": "https://evil.test/k"}', "<JWT alg=HS256 jku=https://evil.test/k>"),
        ('{"alg": "x> , issuer=<"}', "<JWT alg='x> , issuer=<'>"),
        ('{"alg": ["RS256"], "kid": 7}', "<JWT alg=(list) kid=7>"),
        ('{"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6}', "<JWT a=1 b=2 c=3 d=4 e=5 …>"),
    ],
)
def test_a_token_is_told_by_its_header(header: str, shown: str) -> None:
    """So that two tokens in a drawing look different. Nothing is verified; what is no plain word is in quotes."""
    assert shown == jwt_in_words(token(header))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "eyJ.eyJ.x",
        "eyJhbGciOiJub25lIn0",
        "eyJ" + "a" * 3000 + ".e.s",
        token("{" + '"a":' * 400),
        token('{"n": ' + "9" * 1200 + "}").replace(".", "..", 1),
        "a" * 100_000,
    ],
)
def test_what_can_not_be_read_as_a_token_is_none(text: str) -> None:
    """Whatever a student's code passes for one, in bounded time."""
    assert "" == jwt_in_words(text)


def test_a_token_of_hostile_text_stays_short() -> None:
    """And on one line."""
    shown = jwt_in_words(token(json.dumps({"kid": "\n\x1b[2J" * 200, "k" * 300: "v" * 300})))
    assert (True, True) == (len(shown) < 200, shown.isprintable())


def test_tokens_within_a_text_are_told_so_as_well() -> None:
    """In a header field, in a body."""
    text = f'authorization: Bearer {token(JANE)}\n\n{{"access_token":"{token(JANE)}"}}'
    assert 'authorization: Bearer <JWT alg=ES256>\n\n{"access_token":"<JWT alg=ES256>"}' == with_jwts_in_words(text)
