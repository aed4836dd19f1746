"""Task outages: what becomes of a call when the key service refuses, fails, or says what it should not."""

import json

import pytest

from grader.suite import delay, explain, status

from .service import (
    BREAKS,
    CARD,
    EVERY_5XX,
    JANE,
    REFUSALS,
    calls,
    encoded,
    make,
    odd_answers,
    odd_blobs,
    raises_when,
    record,
    serve,
)
from .support import comes_back, key

DOWN = "without the key service nothing can be sealed, and to do it without is to store it in clear"


def works(cipher, what="before"):
    """See that the cipher does what it is for, before or after a test makes trouble."""
    comes_back(cipher.open(cipher.seal(CARD, JANE), JANE), CARD, what)


def fails(student, network, cipher, stored, name, what, host="kms.test", why=""):
    """See that both calls raise that class, after one request each."""
    for method, (call, *arguments) in calls(cipher, stored).items():
        before = len(network.requests(host))
        error = raises_when(student, name, f"`{method}` when {what}", call, *arguments, why=why)
        sent = len(network.requests(host)) - before
        assert sent == 1, explain(f"one request for one `{method}`", f"{sent} were sent", tried=what)
        assert "4111" not in error.text, explain("no plaintext in the text of the exception", "it is there", tried=what)


@pytest.mark.task("outages", points=1)
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


@pytest.mark.task("outages", points=1)
def test_a_key_that_is_not_ours_is_refused(student, kms, network):
    """A key that does not exist, and an operation that we may not use, are KeyRefused."""
    cipher = make(student, kms)
    stored = cipher.seal(CARD, JANE)
    works(cipher)
    fails(student, network, make(student, kms, "alias/none"), stored, "KeyRefused", "there is no such key")
    for operation in ("GenerateDataKey", "Decrypt"):
        kms.deny(operation)
    fails(student, network, cipher, stored, "KeyRefused", "the service does not allow it")


@pytest.mark.task("outages", points=1)
def test_every_other_4xx_is_a_refusal(student, kms, network):
    """Any other answer of 4xx is KeyRefused, whatever its exception or its body."""
    works(make(student, kms))
    bodies = {kind: json.dumps({"__type": kind}).encode() for kind in REFUSALS}
    bodies |= {"a page": b"<html>no</html>", "nothing": b"", "a list": b"[1]", "null": b"null", "a text": b'"no"'}
    for code in (400, 401, 403, 404, 405, 413, 418, 451):
        for what, body in bodies.items():
            cipher = student.EnvelopeCipher(serve(network, status_code=code, content=body), kms.key_id)
            said = f"the answer is {code} with {what}"
            fails(student, network, cipher, record(kms), "KeyRefused", said, host="odd.test")


@pytest.mark.task("outages", points=1)
@pytest.mark.parametrize("kind", ["InvalidCiphertextException", "IncorrectKeyException"])
def test_a_wrapped_key_that_does_not_unwrap(student, kms, network, kind):
    """When the service says that the wrapped key does not fit, the record does not open: DecryptionError."""
    works(make(student, kms))
    url = serve(network, status_code=400, json={"__type": kind, "message": "no"})
    cipher = student.EnvelopeCipher(url, kms.key_id)
    raises_when(student, "DecryptionError", f"the service answers {kind}", cipher.open, record(kms), JANE)


@pytest.mark.task("outages", points=1)
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


@pytest.mark.task("outages", points=1)
def test_an_answer_of_5xx_is_an_outage(student, kms, network):
    """Each answer of 5xx is KeyServiceUnavailable, with a body that can be read, another one, or none."""
    works(make(student, kms))
    for code in EVERY_5XX:
        for body in (b'{"__type": "KMSInternalException"}', b"<html>", b"", b'{"__type": "DisabledException"}'):
            cipher = student.EnvelopeCipher(serve(network, status_code=code, content=body), kms.key_id)
            what = f"the answer is {code} with the body {body.decode()!r}"
            fails(student, network, cipher, record(kms), "KeyServiceUnavailable", what, "odd.test", DOWN)


@pytest.mark.task("outages", points=0.5)
def test_to_be_throttled_is_an_outage(student, kms, network):
    """ThrottlingException, and any answer of 429, is KeyServiceUnavailable: later it may work."""
    cipher = make(student, kms)
    stored = cipher.seal(CARD, JANE)
    works(cipher)
    throttled = {"__type": "ThrottlingException", "message": "Rate exceeded"}
    for code, body in ((400, throttled), (429, throttled), (429, {}), (429, {"__type": "DisabledException"})):
        kms.outage(status(code, json=body))
        fails(student, network, cipher, stored, "KeyServiceUnavailable", f"the answer is {code} with {body}")
        kms.recover()
    comes_back(cipher.open(stored, JANE), CARD, "afterwards")


@pytest.mark.task("outages", points=0.5)
@pytest.mark.parametrize(("options", "limit"), [({}, 2), ({"timeout": 5.0}, 5), ({"timeout": 0.8}, 0.8)])
def test_waits_no_longer_than_the_timeout(student, kms, clock, options, limit):
    """A slow answer is waited for up to `timeout` seconds, 2 unless told otherwise, and then given up."""
    cipher = make(student, kms, **options)
    stored = cipher.seal(CARD, JANE)
    for method, (call, *arguments) in calls(cipher, stored).items():
        kms.plan(delay(limit - 0.6))
        call(*arguments)
        kms.plan(delay(limit + 60))
        began = clock.elapsed
        raises_when(student, "KeyServiceUnavailable", f"`{method}`, and the answer is late", call, *arguments)
        waited = clock.elapsed - began
        assert abs(waited - limit) < 0.5, explain(
            f"to give up after {limit} s", f"it took {waited:.1f} s", tried=method
        )


@pytest.mark.task("outages", points=1)
def test_an_answer_that_is_none(student, kms, network):
    """An answer of 200 without a data key of 32 bytes is KeyServiceUnavailable, whatever stands there instead."""
    works(make(student, kms))
    for what, body in odd_answers().items():
        cipher = student.EnvelopeCipher(serve(network, status_code=200, content=body), kms.key_id)
        fails(student, network, cipher, record(kms), "KeyServiceUnavailable", f"200 with {what}", "odd.test")


@pytest.mark.task("outages", points=1)
def test_an_answer_without_a_wrapped_key(student, kms, network):
    """Without a wrapped key nothing is sealed: KeyServiceUnavailable, and no data key in its text or in the output."""
    works(make(student, kms))
    secret = encoded(key("good"))
    for what, body in odd_blobs().items():
        cipher = student.EnvelopeCipher(serve(network, status_code=200, content=body), kms.key_id)
        said = f"`seal`, and the answer is 200 with {what}"
        error = raises_when(student, "KeyServiceUnavailable", said, cipher.seal, CARD, JANE)
        shown = secret in error.text or secret in student.output() or repr(key("good"))[2:-1] in error.text
        assert not shown, explain(
            expected="no data key in the exception, or in what is printed",
            happened="it is there",
            why="logs are read by many",
            tried=said,
        )


@pytest.mark.task("outages", points=0.5)
def test_ciphers_share_nothing(student, kms, network):
    """Two ciphers, of two keys or at two addresses, keep to their own."""
    other = kms.create_key()
    first, second = make(student, kms), make(student, kms, other)
    away = student.EnvelopeCipher("https://nowhere.test/kms", kms.key_id)
    raises_when(student, "KeyServiceUnavailable", "a service at an address where nobody is", away.seal, CARD, JANE)
    for cipher, wanted in ((first, kms.key_id), (second, other), (first, kms.key_id)):
        before = len(kms.calls)
        works(cipher, "two ciphers beside each other")
        found = {call.key for call in kms.calls[before:]}
        assert found == {wanted}, explain("requests that name the cipher's own key", "they name another one")
