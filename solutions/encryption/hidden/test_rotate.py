"""Task rotate: new versions of a key, and records that are rewrapped while their data stays as it is."""

from functools import partial

import pytest

from grader.suite import explain, hang, status

from .service import (
    BREAKS,
    CARD,
    JANE,
    asked,
    gives_up,
    join,
    make,
    no_records,
    parts,
    raises_when,
    record,
    serve_keys,
    was_asked,
)
from .support import comes_back, opens, stays_shut

OLD = "test_old_records_open_after_a_rotation"
NEW = "test_a_record_is_wrapped_anew"


@pytest.mark.task(
    "rotate",
    points=1,
    spec="a new version wraps from then on, and the older ones go on unwrapping: old records open as ever",
)
def test_old_records_open_after_a_rotation(student, kms, evidence):
    """After one rotation and another, old records open, and so do new ones, in this instance and in a new one."""
    cipher, stored = make(student, kms), []
    for number in range(3):
        stored.append(cipher.seal(b"text %d" % number, JANE))
        evidence.mark("keys", f"version {kms.version_of(parts(stored[-1])[0])}", value=f"wraps record {number + 1}")
        kms.rotate()
        for each in (cipher, make(student, kms)):
            for position, one in enumerate(stored):
                what = f"a record of version {position + 1}, now that there are {number + 2}"
                opens(partial(each.open, one, JANE), b"text %d" % position, what)
                evidence.mark("keys", f"version {position + 1}", value=f"opens record {position + 1}")


@pytest.mark.task(
    "rotate",
    points=1,
    spec=("returns the record with its data key wrapped under the newest version", "the old record goes on being one"),
)
def test_a_record_is_wrapped_anew(student, kms, evidence):
    """After `rewrap` the data key is wrapped by the newest version, and the record opens in its context."""
    cipher = make(student, kms)
    stored = cipher.seal(CARD, JANE)
    for _ in range(2):
        kms.rotate()
    fresh = cipher.rewrap(stored, JANE)
    version = kms.version_of(parts(fresh, "`rewrap`")[0])
    evidence.mark("keys", f"version {version}", value="wraps anew", wanted="" if version == 3 else "wraps no more")
    assert version == 3, explain("a data key wrapped by version 3, the newest", f"it is wrapped by version {version}")
    comes_back(cipher.open(fresh, JANE), CARD, "the rewrapped record")
    opens(partial(cipher.open, stored, JANE), CARD, "the old record, which goes on being one")


@pytest.mark.task(
    "rotate",
    points=1,
    spec=(
        "What follows the wrapped key stays the same, **byte for byte**",
        "| L, the length of the wrapped key, big-endian | 2 |",
    ),
)
def test_the_data_stays_as_it_is(student, kms, network):
    """What follows the wrapped key is the same after `rewrap`, byte for byte; only the wrapped key is new."""
    cipher = make(student, kms)
    for stored in (cipher.seal(CARD, JANE), cipher.seal(b"1", JANE), cipher.seal(b"x" * 5000, JANE)):
        kms.rotate()
        fresh = parts(cipher.rewrap(stored, JANE), "`rewrap`")
        old = parts(stored)
        same = fresh[0] == old[0], fresh[1] == old[1]
        assert same == (False, True), explain(
            expected="another wrapped key, and the same data behind it",
            happened="the wrapped key is the old one" if same[0] else "the data has changed",
            why="data that need not be touched is why there is an envelope",
        )
    stored = record(kms, words="served")
    for size in (1, 40, 255):
        url, _, wrapped = serve_keys(network, size)
        fresh = student.EnvelopeCipher(url, kms.key_id).rewrap(stored, JANE)
        assert fresh == join(wrapped, parts(stored)[1]), explain(
            expected="01, the length of the new wrapped key, the new wrapped key, and the data as it was",
            happened="it is not that, byte for byte",
            tried=f"another service, whose wrapped keys have {size} bytes",
        )


@pytest.mark.task(
    "rotate",
    points=1,
    needs=NEW,
    spec=("One day the old version is deleted. Until then, records have been *rewrapped*", "answers any other 4xx"),
)
def test_rewrapped_records_outlive_the_old_version(student, kms):
    """When the old version has been deleted, rewrapped records open; the ones that were forgotten don't."""
    cipher = make(student, kms)
    stored, forgotten = (cipher.seal(text, JANE) for text in (b"rewrapped", b"forgotten"))
    kms.rotate()
    fresh = cipher.rewrap(stored, JANE)
    kms.retire(1)
    opens(partial(cipher.open, fresh, JANE), b"rewrapped", "a rewrapped record, version 1 deleted")
    raises_when(student, "KeyRefused", "a record of the deleted version", cipher.open, forgotten, JANE)
    kms.rotate()
    opens(partial(cipher.open, cipher.rewrap(fresh, JANE), JANE), b"rewrapped", "a record that was rewrapped twice")


@pytest.mark.task(
    "rotate",
    points=1,
    spec=("It sends one `ReEncrypt` and nothing else", "Neither data key nor plaintext comes to you"),
)
def test_rewrapping_sees_neither_key_nor_data(student, kms, network):
    """`rewrap` sends one ReEncrypt and nothing else: no data key leaves the service."""
    cipher = make(student, kms)
    stored = cipher.seal(CARD, JANE)
    before, given = len(asked(network)), len(kms.handed_out)
    cipher.rewrap(stored, JANE)
    was_asked(network, before, ["ReEncrypt"], "a record that is rewrapped")
    found = len(kms.handed_out) - given
    assert not found, explain("no data key given away while a record is rewrapped", f"{found} left the service")


@pytest.mark.task(
    "rotate",
    points=1,
    spec=("`source` is the key that the record is wrapped under.", "The destination is always this cipher's own"),
)
def test_a_record_moves_from_one_key_to_another(student, kms):
    """With `source` a record that is wrapped under another key comes under this cipher's own."""
    old_key = kms.create_key("alias/old")
    old, new = make(student, kms, old_key), make(student, kms)
    for source in (old_key, "alias/old"):
        fresh = new.rewrap(old.seal(CARD, JANE), JANE, source=source)
        now = kms.key_of(parts(fresh, "`rewrap`")[0])
        assert now == kms.key_id, explain(
            expected="the data key wrapped under the cipher's own key",
            happened="it is under the old one",
            tried=f"source={source!r}",
        )
        comes_back(new.open(fresh, JANE), CARD, "the record that has moved")
    kms.disable(old_key)
    comes_back(new.open(fresh, JANE), CARD, "the record that has moved, the old key disabled")


@pytest.mark.task(
    "rotate",
    points=1,
    spec=(
        "Without it that is this cipher's own `key_id`.",
        "`InvalidCiphertextException` or `IncorrectKeyException` | `DecryptionError`",
    ),
)
def test_only_what_fits_is_rewrapped(student, kms):
    """A record under another key than `source`, without it than the cipher's own, or of another context is refused."""
    theirs, others = kms.create_key(), kms.create_key()
    cipher = make(student, kms)
    comes_back(cipher.open(cipher.rewrap(cipher.seal(CARD, JANE), JANE), JANE), CARD, "a record of our own")
    stored, ours = record(kms, key_id=theirs), cipher.seal(CARD, JANE)
    cases = {
        "a record under another key, and no source": partial(cipher.rewrap, stored, JANE),
        "a record under a third key": partial(cipher.rewrap, stored, JANE, source=others),
        "a record of our own, and another source": partial(cipher.rewrap, ours, JANE, source=others),
    }
    stays_shut(student, cases, "else anybody's record becomes one of ours", "SourceKeyId")
    for context in (JANE, {"user": "omar"}):
        stored = cipher.seal(CARD, context)
        fresh = cipher.rewrap(stored, context)
        comes_back(cipher.open(fresh, context), CARD, f"the rewrapped record in {context}")
        other = {"user": "mallory"}
        cases = {
            f"`rewrap` in {other} for {context}": partial(cipher.rewrap, stored, other),
            f"`open` of the rewrapped record in {other} for {context}": partial(cipher.open, fresh, other),
        }
        stays_shut(student, cases, "a record keeps its context when it is rewrapped")


@pytest.mark.task(
    "rotate",
    points=0.5,
    spec=("Errors are those of task `envelope`: what is no record", "is `DecryptionError`, and **no request is sent**"),
)
def test_what_is_no_record_is_not_rewrapped(student, kms, network):
    """What can be no record is refused, and no request is sent for it."""
    cipher = make(student, kms)
    stored = cipher.seal(CARD, JANE)
    parts(cipher.rewrap(stored, JANE), "`rewrap`")
    before = len(asked(network))
    for what, other in no_records(stored).items():
        stays_shut(student, {what: partial(cipher.rewrap, other, JANE)})
        was_asked(network, before, [], what)


@pytest.mark.task(
    "rotate",
    points=0.5,
    spec=(
        "Errors are those of task `envelope`: what is no record, and a key service that refuses or fails.",
        "has not answered within `timeout` seconds | `KeyServiceUnavailable`",
        "A request is sent **once**",
    ),
)
def test_a_record_outlives_a_failed_rewrap(student, kms, network, clock):
    """When the key service can't be had or refuses, `rewrap` says so after one request, and the record opens later."""
    cipher = make(student, kms)
    stored = cipher.seal(CARD, JANE)
    parts(cipher.rewrap(stored, JANE), "`rewrap`")
    answers = {f"the answer is {code}": status(code) for code in (429, 500, 503)}
    for what, fault in {**BREAKS, **answers}.items():
        before = len(network.requests("kms.test"))
        kms.outage(fault)
        raises_when(student, "KeyServiceUnavailable", what, cipher.rewrap, stored, JANE)
        sent = len(network.requests("kms.test")) - before
        assert sent == 1, explain("one request for one `rewrap`", f"{sent} were sent", tried=what)
        kms.recover()
        comes_back(cipher.open(cipher.rewrap(stored, JANE), JANE), CARD, f"afterwards; before, {what}")
    kms.plan(hang())
    gives_up(student, clock, 2, "`rewrap`, and there is no answer", cipher.rewrap, stored, JANE)
    kms.disable()
    raises_when(student, "KeyRefused", "the key is disabled", cipher.rewrap, stored, JANE)
    kms.enable()
    comes_back(cipher.open(stored, JANE), CARD, "the record, when the key works again")
