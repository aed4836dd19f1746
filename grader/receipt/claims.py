"""What a receipt claims of a result, and the one way to write it down as bytes. Pure functions.

The bytes are JSON as RFC 8785 (JSON Canonicalization Scheme) writes it: keys sorted, no spaces, UTF-8, whole numbers
without a point. There is one text for one meaning, so a receipt can be refused for any other. It holds no time of day:
the same ``result.json`` gives the same receipt.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final, Literal

import msgspec

from grader.result.model import CourseInfo, Result

FORMAT: Final = 1


class NoClaims(ValueError):
    """These bytes are not claims in their one form."""


class SubmissionClaim(msgspec.Struct, frozen=True):
    """What was graded: its name, and the hash over all files that were taken."""

    name: str
    hash: str


class TopicClaim(msgspec.Struct, frozen=True):
    """What one topic came to."""

    id: str
    score: float
    max_score: float
    complete: bool


class IsolationClaim(msgspec.Struct, frozen=True):
    """The rights that the sandbox took away, and those that it could not.

    ``enough``: none of those is missing that must be taken away before strangers' code may run unattended.
    """

    enough: bool
    held: tuple[str, ...]
    not_held: tuple[str, ...]


class Claims(msgspec.Struct, frozen=True):
    """All that a receipt says. ``result_sha256`` is that of ``result.json`` as it was written, byte for byte."""

    submission: SubmissionClaim
    course: CourseInfo
    score: float
    max_score: float
    complete: bool
    topics: tuple[TopicClaim, ...]
    isolation: IsolationClaim
    versions: dict[str, str]
    result_sha256: str
    format: Literal[1] = FORMAT


def claims_of(result: Result, written: bytes) -> Claims:
    """What a receipt says of this result, which was written as these bytes."""
    return Claims(
        submission=SubmissionClaim(result.submission.name, result.submission.hash),
        course=result.course,
        score=result.score,
        max_score=result.max_score,
        complete=result.complete,
        topics=tuple(TopicClaim(topic.id, topic.score, topic.max_score, topic.complete) for topic in result.topics),
        isolation=IsolationClaim(
            enough=all(right.held for right in result.isolation if right.needed),
            held=tuple(right.name for right in result.isolation if right.held),
            not_held=tuple(right.name for right in result.isolation if not right.held),
        ),
        versions=result.versions,
        result_sha256=hashlib.sha256(written).hexdigest(),
    )


def canonical(claims: Claims) -> bytes:
    """The claims as bytes."""
    text = json.dumps(
        _with_plain_numbers(msgspec.to_builtins(claims)),
        sort_keys=True,  # by code point; RFC 8785 sorts by UTF-16 unit, which is the same for our names: all are ASCII
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
    )
    return text.encode("utf-8")


def claims_in(payload: bytes) -> Claims:
    """The claims that these bytes hold. NoClaims unless they are what ``canonical`` writes for them, to the byte.

    So a key that stands there twice, one that nobody knows, another order, a space, ``6.0`` for ``6`` are all refused
    by one comparison.
    """
    try:
        claims = msgspec.json.decode(payload, type=Claims)
    except (ValueError, RecursionError) as error:  # msgspec's own are ValueErrors
        raise NoClaims(str(error)) from None
    if canonical(claims) != payload:
        raise NoClaims("not in canonical form")
    return claims


def _with_plain_numbers(value: Any) -> Any:
    """Whole floats as ints. Points have at most two decimals: for those, Python writes what ECMAScript writes."""
    if isinstance(value, dict):
        return {name: _with_plain_numbers(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_with_plain_numbers(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
