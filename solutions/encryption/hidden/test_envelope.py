"""Task envelope: a data key for each record, wrapped by the key service, bound to its context; and its failures."""

import base64
import json
from functools import partial

import pytest

from grader.suite import delay, explain, hang

from . import lesson
from .service import (
    BREAKS,
    CARD,
    CONTEXTS,
    DOWN,
    EVERY_5XX,
    JANE,
    ONE_KEY,
    REFUSALS,
    ROWS,
    UNDONE,
    asked,
    bound,
    calls,
    data_key_of,
    fails,
    gives_up,
    join,
    make,
    no_records,
    parts,
    raises_when,
    record,
    serve,
    serve_keys,
    spellings,
    was_asked,
    works,
)
from .support import (
    OVERHEAD,
    SIZES,
    all_differ,
    comes_back,
    cut,
    damaged,
    data,
    is_bytes,
    is_sealed,
    opens,
    stays_shut,
    unsealed,
)


@pytest.mark.task("envelope", points=0.5, spec=lesson.COMES_BACK)
def test_opens_what_it_has_sealed(student, kms):
    """What was sealed comes back, whatever its length and context, again and again, and from another instance."""
    cipher, other = make(student, kms), make(student.another(), kms)
    for size in SIZES:
        for context in CONTEXTS:
            stored = cipher.seal(data(size), context)
            is_bytes(stored, "`seal`", size + OVERHEAD)
            for each in (cipher, cipher, other):
                comes_back(each.open(stored, context), data(size), f"{size} bytes with the context {context}")


@pytest.mark.task("envelope", points=1, spec=lesson.RECORD)
def test_a_record_is_as_documented(student, kms, network):
    """A record has 01, the length of the wrapped key, the wrapped key, and data that opens with its data key."""
    for context in CONTEXTS:
        stored = make(student, kms).seal(CARD, context)
        _, sealed = parts(stored)
        is_sealed(data_key_of(kms, stored, context), sealed, CARD, bound(context), f"the context {context}")
    for size in (1, 255, 256, 300):
        url, data_key, wrapped = serve_keys(network, size)
        cipher, what = student.EnvelopeCipher(url, kms.key_id), f"another service, whose wrapped keys have {size} bytes"
        stored = cipher.seal(CARD, JANE)
        assert stored[: 3 + size] == join(wrapped, b""), explain(
            expected=f"01, {size} in two bytes, and the wrapped key", happened=f"{stored[:6].hex(' ')} …", tried=what
        )
        is_sealed(data_key, stored[3 + size :], CARD, bound(JANE), what)
        opens(partial(cipher.open, stored, JANE), CARD, what)


@pytest.mark.task("envelope", points=1, spec=lesson.OF_OTHERS)
def test_opens_records_of_others(student, kms):
    """A record that somebody else has made as documented opens; one whose data key has not 32 bytes does not."""
    for context in CONTEXTS:
        stored = record(kms, CARD, context)
        opens(partial(make(student, kms).open, stored, context), CARD, f"a record of the test's in {context}")
    others = {f"a data key of {size} bytes": record(kms, size=size) for size in (16, 24, 31, 33)}
    stays_shut(student, {what: partial(make(student, kms).open, other, JANE) for what, other in others.items()})


@pytest.mark.task("envelope", points=1.5, spec=lesson.OWN_DATA_KEY)
def test_each_record_has_a_data_key_of_its_own(student, kms, network):
    """Each record is sealed with a data key that the service made for it, and with no other."""
    cipher = make(student, kms)
    records = [cipher.seal(CARD, JANE) for _ in range(5)]
    was_asked(network, 0, ["GenerateDataKey"] * 5, "five records")
    all_differ([parts(stored)[0] for stored in records], "wrapped keys", ONE_KEY)
    for number, (made, stored) in enumerate(zip(kms.handed_out, records, strict=True), 1):
        found = unsealed(made, parts(stored)[1], bound(JANE)) or unsealed(made, parts(stored)[1])
        assert found == CARD, explain(
            expected="each record sealed with the data key that was made for it",
            happened=f"record {number} of 5 does not open with it",
            why=ONE_KEY,
        )


@pytest.mark.task("envelope", points=1.5, spec=lesson.NOT_IN_CLEAR)
def test_no_data_key_lies_beside_its_data(student, kms):
    """Neither the data key nor the plaintext is in the record, in clear, in base64 or in hex, or in what is printed."""
    cipher = make(student, kms)
    stored = cipher.seal(CARD, JANE)
    comes_back(cipher.open(stored, JANE), CARD, "the record")
    places = {"the record": stored, "what was printed": student.output().encode()}
    for where, content in places.items():
        for secret in (*kms.handed_out, CARD):
            found = [spelling for spelling in spellings(secret) if spelling in content]
            assert not found, explain(
                expected=f"neither data key nor plaintext in {where}",
                happened="one of them is there",
                why="whoever steals the database has the keys as well",
            )


@pytest.mark.task("envelope", points=1, spec=lesson.TELLS_THE_SERVICE)
def test_tells_the_key_service_key_and_context(student, kms):
    """Each seal and each open is one request with key and context, so that the audit trail tells of each."""
    other = kms.create_key("alias/mail")
    cases = [
        (kms.key_id, JANE),
        (other, {"user": "omar"}),
        ("alias/mail", {"a": "b"}),
        (kms.key_id, {"user": "größer"}),
    ]
    for cipher, key_id, context in [(make(student, kms, key_id), key_id, context) for key_id, context in cases]:
        before = len(kms.calls)
        cipher.open(stored := cipher.seal(CARD, context), context)
        cipher.open(stored, context)
        found = [(call.operation, call.key, dict(call.context)) for call in kms.calls[before:]]
        wanted = [(name, key_id, context) for name in ("GenerateDataKey", "Decrypt", "Decrypt")]
        assert found == wanted, explain(
            expected=f"for a record that is sealed once and opened twice, in the audit trail: {wanted}",
            happened=f"there is {found}",
        )


@pytest.mark.task("envelope", points=1.5, spec=lesson.OWN_CONTEXT)
def test_opens_in_its_own_context_only(student, kms):
    """Another context opens nothing: another value, an entry more or less; the order of the entries changes nothing."""
    cipher = make(student, kms)
    for context, others in (
        (JANE, ({}, {"user": "jane"}, {**JANE, "user": "mallory"}, {**JANE, "more": ""}, {"jane": "user"})),
        ({"a": "b", "c": "d"}, ({"a": "bcd"}, {"a": "d", "c": "b"}, {"ab": "cd"}, {"a": "b,c:d"}, {"a": 'b","c":"d'})),
        ({}, ({"": ""}, {"user": "jane"})),
        ({"user": "jane"}, ({"user": "Jane"}, {"user": "jane "}, {"USER": "jane"}, {"user": "j\u00e1ne"})),
    ):
        stored = cipher.seal(CARD, context)
        comes_back(cipher.open(stored, context), CARD, f"the context {context}")
        cases = {f"{other} for {context}": partial(cipher.open, stored, other) for other in others}
        stays_shut(student, cases, ROWS)
    given = {"b": "2", "a": "1", "c": "3"}
    stored = cipher.seal(CARD, given)
    for names in ("abc", "cba", "bca"):
        opens(partial(cipher.open, stored, {n: given[n] for n in names}), CARD, f"the entries in the order {names}")
    assert given == {"b": "2", "a": "1", "c": "3"}, explain("the caller's dictionary as it was", f"it is {given}")


@pytest.mark.task("envelope", points=1, spec=lesson.BOUND_TWICE)
def test_the_data_is_bound_as_well(student, kms):
    """Data that was sealed for another context does not open, though the wrapped key beside it is of this one."""
    cipher = make(student, kms)
    comes_back(cipher.open(cipher.seal(CARD, JANE), JANE), CARD, "a record in its own context")
    mallory = {**JANE, "user": "mallory"}
    cases = {
        f"the key of {JANE}, the data of {other}": partial(
            cipher.open, record(kms, CARD, JANE, data_context=other), JANE
        )
        for other in (mallory, {})
    }
    stays_shut(student, cases, ROWS)


@pytest.mark.task("envelope", points=1, spec=lesson.EVERY_BIT)
def test_every_bit_of_a_record_counts(student, kms):
    """A bit turned anywhere, in the wrapped key as well as in the data, is noticed; so is what is cut off or added."""
    cipher = make(student, kms)
    stored = cipher.seal(b"5,000", JANE)
    comes_back(cipher.open(stored, JANE), b"5,000", "the record as it was")
    other = cipher.seal(b"9,000", JANE)
    broken = {**damaged(stored), **cut(stored)}
    broken["the wrapped key of another record"] = join(parts(other)[0], parts(stored)[1])
    stays_shut(student, {what: partial(cipher.open, other, JANE) for what, other in broken.items()})


@pytest.mark.task("envelope", points=1, spec=lesson.NO_RECORD)
def test_what_is_no_record_is_not_asked_about(student, kms, network):
    """What can be no record is refused, and no request is sent for it."""
    cipher = make(student, kms)
    stored = cipher.seal(CARD, JANE)
    comes_back(cipher.open(stored, JANE), CARD, "the record as it was")
    before = len(asked(network))
    for what, other in no_records(stored).items():
        stays_shut(student, {what: partial(cipher.open, other, JANE)})
        was_asked(network, before, [], what)


@pytest.mark.task("envelope", points=1, spec=lesson.NOT_OURS)
def test_a_record_of_another_key_is_not_ours(student, kms, network):
    """A record that is wrapped under another key does not open; what the service calls invalid is DecryptionError."""
    theirs = kms.create_key("alias/theirs")
    cipher, other = make(student, kms), make(student, kms, theirs)
    stored = other.seal(CARD, JANE)
    comes_back(other.open(stored, JANE), CARD, "the record with its own key")
    cases = {
        "a record under another key": partial(cipher.open, stored, JANE),
    }
    stays_shut(student, cases, "whoever can use any key of the service could write records for you", "KeyId")
    for kind in UNDONE:
        cipher = student.EnvelopeCipher(serve(network, status_code=400, json={"__type": kind}), kms.key_id)
        fails(student, network, cipher, record(kms), "DecryptionError", f"the answer is 400 with {kind}", "odd.test")


@pytest.mark.task("envelope", points=1, spec=lesson.DISABLED)
def test_a_disabled_key_does_nothing(student, kms, network):
    """A key that was disabled seals and opens nothing from that moment on, until it is enabled again."""
    cipher = make(student, kms)
    stored = cipher.seal(CARD, JANE)
    comes_back(cipher.open(stored, JANE), CARD, "before")
    kms.disable()
    why = "to disable the key is how an owner stops an intruder at once"
    fails(student, network, cipher, stored, "KeyRefused", "the key is disabled, a moment after it was used", why=why)
    kms.enable()
    works(cipher, "when the key is enabled again")
    comes_back(cipher.open(stored, JANE), CARD, "the old record, when the key is enabled again")


@pytest.mark.task("envelope", points=1, spec=lesson.REFUSED)
def test_every_other_4xx_is_a_refusal(student, kms, network):
    """Any other answer of 4xx is KeyRefused, whatever its exception or its body."""
    works(make(student, kms))
    bodies = {kind: json.dumps({"__type": kind}).encode() for kind in REFUSALS}
    bodies |= {"a page": b"<html>no</html>", "nothing": b"", "a list": b"[1]", "null": b"null", "a text": b'"no"'}
    for code in (400, 401, 403, 404, 409, 418, 499):
        for what, body in bodies.items():
            cipher = student.EnvelopeCipher(serve(network, status_code=code, content=body), kms.key_id)
            said = f"the answer is {code} with {what}"
            fails(student, network, cipher, record(kms), "KeyRefused", said, host="odd.test")


@pytest.mark.task("envelope", points=1, spec=lesson.OUTAGE)
def test_an_outage_is_told_as_one(student, kms, network):
    """However the connection fails, it is KeyServiceUnavailable after one request, and all is well once it is over."""
    cipher = make(student, kms)
    stored = cipher.seal(CARD, JANE)
    for what, fault in BREAKS.items():
        works(cipher)
        kms.outage(fault)
        fails(student, network, cipher, stored, "KeyServiceUnavailable", what, why=DOWN)
        kms.recover()
        comes_back(cipher.open(stored, JANE), CARD, f"afterwards; before, {what}")


@pytest.mark.task("envelope", points=1, spec=lesson.FAILS)
def test_a_service_that_fails_or_throttles_is_an_outage(student, kms, network):
    """Each answer of 5xx or 429, whatever its body, and ThrottlingException are KeyServiceUnavailable."""
    works(make(student, kms))
    kinds = ("KMSInternalException", "DisabledException", *UNDONE)
    bodies = [b"<html>", b"", b"[]", *(json.dumps({"__type": kind}).encode() for kind in kinds)]
    for code in (*EVERY_5XX, 429, 400):
        for body in bodies if code != 400 else [b'{"__type": "ThrottlingException", "message": "Rate exceeded"}']:
            cipher = student.EnvelopeCipher(serve(network, status_code=code, content=body), kms.key_id)
            what = f"the answer is {code} with the body {body.decode()!r}"
            fails(student, network, cipher, record(kms), "KeyServiceUnavailable", what, "odd.test", DOWN)


@pytest.mark.task("envelope", points=0.5, spec=lesson.TIMEOUT)
def test_waits_no_longer_than_the_timeout(student, kms, clock):
    """A connection or an answer is waited for up to `timeout` seconds, 2 unless told otherwise, and then given up."""
    for options, limit in (({}, 2), ({"timeout": 5.0}, 5), ({"timeout": 0.8}, 0.8)):
        cipher = make(student, kms, **options)
        stored = cipher.seal(CARD, JANE)
        for method, (call, *arguments) in calls(cipher, stored).items():
            kms.plan(delay(limit - 0.6))
            call(*arguments)
            for what, fault in {
                "the answer is late": delay(limit + 60),
                "nobody picks up": hang(connecting=True),
            }.items():
                kms.plan(fault)
                gives_up(student, clock, limit, f"`{method}` with {options}, and {what}", call, *arguments)
