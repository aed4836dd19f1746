"""Task envelope: a data key for each record, wrapped by the key service, bound to its context."""

import base64
from functools import partial

import pytest

from grader.suite import explain

from .service import CARD, JANE, asked, bound, data_key_of, join, make, no_records, parts, record, was_asked
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

ROWS = "a record that was copied to another user's row would be read as theirs"
CONTEXTS = ({}, {"user": "jane"}, JANE, {"user": "größer", "note": 'a "b" \\ / \n\t', "密": "码", "": ""})


@pytest.mark.task("envelope", points=1)
def test_opens_what_it_has_sealed(student, kms):
    """What was sealed comes back, whatever its length and context, again and again, and from another instance."""
    cipher, other = make(student, kms), make(student.another(), kms)
    for size in SIZES:
        for context in CONTEXTS:
            stored = cipher.seal(data(size), context)
            is_bytes(stored, "`seal`", size + OVERHEAD)
            for each in (cipher, cipher, other):
                comes_back(each.open(stored, context), data(size), f"{size} bytes with the context {context}")


@pytest.mark.task("envelope", points=1)
def test_a_record_is_as_documented(student, kms):
    """A record has 01, the length of the wrapped key, the wrapped key, and data that opens with its data key."""
    for context in CONTEXTS:
        stored = make(student, kms).seal(CARD, context)
        _, sealed = parts(stored)
        is_sealed(data_key_of(kms, stored, context), sealed, CARD, bound(context), f"the context {context}")


@pytest.mark.task("envelope", points=1)
def test_opens_records_of_others(student, kms):
    """A record that somebody else has made as documented opens."""
    for context in CONTEXTS:
        stored = record(kms, CARD, context)
        opens(partial(make(student, kms).open, stored, context), CARD, f"a record of the test's in {context}")


@pytest.mark.task("envelope", points=1)
def test_each_record_has_a_data_key_of_its_own(student, kms, network):
    """Each record is sealed with a data key that the service made for it, and with no other."""
    cipher = make(student, kms)
    records = [cipher.seal(CARD, JANE) for _ in range(5)]
    keys = [data_key_of(kms, stored, JANE) for stored in records]
    all_differ(keys, "data keys", "a data key for many records opens them all, once it is out")
    sealed_with = [
        any(unsealed(made, parts(stored)[1], bound(JANE)) == CARD or unsealed(made, parts(stored)[1]) for made in keys)
        for stored in records
    ]
    assert all(sealed_with), explain("each record sealed with the data key beside it", "another key was used")
    was_asked(network, 0, ["GenerateDataKey"] * 5, "five records")


@pytest.mark.task("envelope", points=1)
def test_no_data_key_lies_beside_its_data(student, kms):
    """Neither the data key nor the plaintext is in the record, in clear, in base64 or in hex, or in what is printed."""
    cipher = make(student, kms)
    stored = cipher.seal(CARD, JANE)
    comes_back(cipher.open(stored, JANE), CARD, "the record")
    places = {"the record": stored, "what was printed": student.output().encode()}
    for where, content in places.items():
        for secret in (*kms.handed_out, CARD):
            found = [spelling for spelling in _spellings(secret) if spelling in content]
            assert not found, explain(
                expected=f"neither data key nor plaintext in {where}",
                happened="one of them is there",
                why="whoever steals the database has the keys as well",
            )


def _spellings(secret):
    return {secret, base64.b64encode(secret), base64.urlsafe_b64encode(secret), secret.hex().encode()}


@pytest.mark.task("envelope", points=1)
def test_tells_the_key_service_key_and_context(student, kms):
    """Each request names the key and the context, so that the service can refuse, and its audit trail tells who."""
    other = kms.create_key("alias/mail")
    for key_id, context in ((kms.key_id, JANE), (other, {"user": "omar"}), ("alias/mail", {})):
        cipher = make(student, kms, key_id)
        before = len(kms.calls)
        cipher.open(cipher.seal(CARD, context), context)
        found = [(call.operation, call.key, dict(call.context)) for call in kms.calls[before:]]
        wanted = [("GenerateDataKey", key_id, context), ("Decrypt", key_id, context)]
        assert found == wanted, explain(f"in the audit trail {wanted}", f"there is {found}")


@pytest.mark.task("envelope", points=0.5)
def test_each_open_asks_once(student, kms, network):
    """Each open sends one Decrypt, also for the same record, and each seal one GenerateDataKey."""
    cipher = make(student, kms)
    stored = cipher.seal(CARD, JANE)
    before = len(asked(network))
    for _ in range(3):
        comes_back(cipher.open(stored, JANE), CARD, "the record")
    was_asked(network, before, ["Decrypt"] * 3, "a record that is opened three times")


@pytest.mark.task("envelope", points=1)
def test_opens_in_its_own_context_only(student, kms):
    """Another context opens nothing: another value, an entry more or less, parts that look the same when joined."""
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


@pytest.mark.task("envelope", points=0.5)
def test_the_order_of_the_context_makes_no_difference(student, kms):
    """A context is the same in whatever order its entries stand, and is not changed."""
    cipher = make(student, kms)
    context = {"b": "2", "a": "1", "c": "3"}
    stored = cipher.seal(CARD, context)
    is_bytes(stored, "`seal`", len(CARD) + OVERHEAD)
    for names in ("abc", "cba", "bca"):
        opens(partial(cipher.open, stored, {n: context[n] for n in names}), CARD, f"the entries in the order {names}")
    assert list(context.items()) == [("b", "2"), ("a", "1"), ("c", "3")], explain(
        "the caller's dictionary as it was", f"it is {context}"
    )


@pytest.mark.task("envelope", points=1)
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


@pytest.mark.task("envelope", points=1)
def test_every_bit_of_a_record_counts(student, kms):
    """A bit turned anywhere, in the wrapped key as well as in the data, is noticed; so is what is cut off or added."""
    cipher = make(student, kms)
    stored = cipher.seal(b"5,000", JANE)
    comes_back(cipher.open(stored, JANE), b"5,000", "the record as it was")
    broken = {**damaged(stored), **cut(stored)}
    stays_shut(student, {what: partial(cipher.open, other, JANE) for what, other in broken.items()})


@pytest.mark.task("envelope", points=0.5)
def test_a_key_opens_its_own_data_only(student, kms):
    """The wrapped key of one record does not open the data of another of the same context."""
    cipher = make(student, kms)
    first, second = (cipher.seal(text, JANE) for text in (b"5,000", b"9,000"))
    comes_back(cipher.open(first, JANE), b"5,000", "the record as it was")
    mixed = join(parts(first)[0], parts(second)[1])
    stays_shut(student, {"the key of one record, the data of another": partial(cipher.open, mixed, JANE)})


@pytest.mark.task("envelope", points=1)
def test_what_is_no_record_is_not_asked_about(student, kms, network):
    """What can be no record is refused, and no request is sent for it."""
    cipher = make(student, kms)
    stored = cipher.seal(b"", JANE)
    comes_back(cipher.open(stored, JANE), b"", "a record of no bytes")
    before = len(asked(network))
    for what, other in no_records(stored).items():
        stays_shut(student, {what: partial(cipher.open, other, JANE)})
        was_asked(network, before, [], what)


@pytest.mark.task("envelope", points=1)
def test_a_record_of_another_key_is_not_ours(student, kms):
    """A record that is wrapped under another key of the same service does not open, though the context fits."""
    theirs = kms.create_key("alias/theirs")
    cipher, other = make(student, kms), make(student, kms, theirs)
    stored = other.seal(CARD, JANE)
    comes_back(other.open(stored, JANE), CARD, "the record with its own key")
    cases = {
        "a record under another key": partial(cipher.open, stored, JANE),
        "a record of the test's under another key": partial(cipher.open, record(kms, key_id=theirs), JANE),
    }
    stays_shut(student, cases, "whoever can use any key of the service could write records for you", "KeyId")
