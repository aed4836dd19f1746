"""What a receipt claims, and that it can be written in one way only."""

from __future__ import annotations

import hashlib
import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from receipt_sample import CLAIMS

from grader.receipt.claims import (
    Claims,
    IsolationClaim,
    NoClaims,
    SubmissionClaim,
    TopicClaim,
    canonical,
    claims_in,
    claims_of,
)
from grader.result.model import CourseInfo, Result, Right, Submission, TopicResult

GOLDEN = (
    '{"complete":true,'
    '"course":{"hash":"' + "c" * 64 + '","title":"A small course","version":"1"},'
    '"format":1,'
    '"isolation":{"enough":true,"held":["files","network"],"not_held":["user"]},'
    '"max_score":6,'
    '"result_sha256":"' + "e" * 64 + '",'
    '"score":2.5,'
    '"submission":{"hash":"' + "5" * 64 + '","name":"zoë.zip"},'
    '"topics":[{"complete":true,"id":"tokens","max_score":4,"score":2.5},'
    '{"complete":true,"id":"breaker","max_score":2,"score":0}],'
    '"versions":{"grader":"0.1.0","python":"3.11.7"}}'
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
POINTS = st.integers(0, 10**9).map(lambda cents: cents / 100)
SHA = st.binary(min_size=32, max_size=32).map(bytes.hex)
NAMES = st.lists(TEXT, max_size=3).map(tuple)
ANY_CLAIMS = st.builds(
    Claims,
    submission=st.builds(SubmissionClaim, TEXT, SHA),
    course=st.builds(CourseInfo, TEXT, TEXT, SHA),
    score=POINTS,
    max_score=POINTS,
    complete=st.booleans(),
    topics=st.lists(st.builds(TopicClaim, TEXT, POINTS, POINTS, st.booleans()), max_size=3).map(tuple),
    isolation=st.builds(IsolationClaim, st.booleans(), NAMES, NAMES),
    versions=st.dictionaries(TEXT, TEXT, max_size=3),
    result_sha256=SHA,
)


def result(complete: bool = True, isolation: tuple[Right, ...] = ()) -> Result:
    """A result of one topic."""
    topic = TopicResult("tokens", "Tokens", "", 2.0, 1.5, 2.0, complete, (), ())
    return Result(
        complete=complete,
        score=3.0,
        max_score=4.0,
        course=CourseInfo("A course", "2", "c" * 64),
        submission=Submission("jane", "5" * 64, notes=("a note",)),
        topics=(topic,),
        ledger=(),
        isolation=isolation,
        versions={"grader": "0.1.0"},
    )


def test_claims_have_one_form() -> None:
    """Keys sorted, no spaces, UTF-8, whole numbers without a point."""
    assert GOLDEN.encode() == canonical(CLAIMS)


def test_control_characters_and_quotes_are_written_as_the_standard_says() -> None:
    """RFC 8785, 3.2.2.2: short escapes where there are any, else four small hexadecimal digits, and no others."""
    named = msgspec.structs.replace(CLAIMS, submission=SubmissionClaim('"\\/\b\f\n\r\t\x1b\x7f€', ""))
    assert rb'"name":"\"\\/\b\f\n\r\t\u001b' + "\x7f€".encode() + b'"' in canonical(named)


@given(ANY_CLAIMS)
def test_claims_come_back_from_their_form(claims: Claims) -> None:
    """Whatever they say."""
    assert claims == claims_in(canonical(claims))


@pytest.mark.parametrize(
    "changed",
    [
        GOLDEN + " ",
        GOLDEN + "\n",
        "\ufeff" + GOLDEN,
        GOLDEN.replace(":1,", ": 1,"),
        GOLDEN.replace('"score":2.5', '"score":2.50'),
        GOLDEN.replace('"max_score":6', '"max_score":6.0'),
        GOLDEN.replace('"max_score":6', '"max_score":6e0'),
        GOLDEN.replace('"score":0', '"score":-0'),
        GOLDEN.replace('"score":0', '"score":NaN'),
        GOLDEN.replace('"score":0', '"score":1e999'),
        GOLDEN.replace('"score":0', '"score":"0"'),
        GOLDEN.replace('"score":0', '"score":' + "9" * 5000),
        GOLDEN.replace("ë", "\\u00eb"),
        GOLDEN.replace('"complete":true,"course"', '"complete":false,"complete":true,"course"'),
        GOLDEN.replace('"complete":true,"course"', '"complete":true,"complete":true,"course"'),
        GOLDEN.replace('{"grader":"0.1.0","python":"3.11.7"}', '{"python":"3.11.7","grader":"0.1.0"}'),
        GOLDEN.replace('"format":1,', '"format":2,'),
        GOLDEN.replace('"format":1,', ""),
        GOLDEN.replace('"format":1,', '"extra":1,"format":1,'),
        GOLDEN.replace('"format":1,', '"extra":' + "[" * 9000 + "]" * 9000 + ',"format":1,'),
        GOLDEN.replace('"hash":"c', '"extra":1,"hash":"c'),
        GOLDEN.replace('"complete":true,"course"', '"complete":1,"course"'),
        json.dumps(json.loads(GOLDEN), ensure_ascii=False),
        "[" + GOLDEN + "]",
        "{}",
        "",
    ],
)
def test_the_same_in_another_form_is_refused(changed: str) -> None:
    """A space, another order, a key twice, a key too many, another way to write a number or a letter."""
    with pytest.raises(NoClaims):
        claims_in(changed.encode())


def test_bytes_that_are_no_text_are_refused() -> None:
    """Also where a kind decoder would put a replacement character."""
    with pytest.raises(NoClaims):
        claims_in(GOLDEN.encode().replace("ë".encode(), b"\xeb"))


def test_claims_are_those_of_the_result() -> None:
    """Name, hashes, score, topics and versions, and the hash of the file as it was written."""
    claims = claims_of(result(), b"written")
    expected = (
        "jane",
        "5" * 64,
        "A course",
        3.0,
        4.0,
        True,
        {"grader": "0.1.0"},
        hashlib.sha256(b"written").hexdigest(),
    )
    assert expected == (
        claims.submission.name,
        claims.submission.hash,
        claims.course.title,
        claims.score,
        claims.max_score,
        claims.complete,
        claims.versions,
        claims.result_sha256,
    )
    assert (TopicClaim("tokens", 1.5, 2.0, True),) == claims.topics


def test_an_incomplete_result_is_claimed_to_be_just_that() -> None:
    """The whole and the topic that is not whole."""
    claims = claims_of(result(complete=False), b"")
    assert (False, False) == (claims.complete, claims.topics[0].complete)


@pytest.mark.parametrize(
    ("rights", "expected"),
    [
        ((Right("files", True), Right("user", False, needed=False)), IsolationClaim(True, ("files",), ("user",))),
        ((Right("files", False), Right("network", True)), IsolationClaim(False, ("network",), ("files",))),
    ],
    ids=["a further layer is missing", "a needed one is missing"],
)
def test_claims_tell_what_was_prevented(rights: tuple[Right, ...], expected: IsolationClaim) -> None:
    """By name, and whether that is enough for strangers' code."""
    assert expected == claims_of(result(isolation=rights), b"").isolation
