"""Records as README.md has them, and looks at what was asked of the key service."""

import base64
import json

import httpx

from grader.suite import drop, explain, hang, refuse, reset
from mocks.kms import KmsError

from .support import KEY_BYTES, OVERHEAD, PARTS, comes_back, data, is_bytes, key, seal

JANE = {"table": "cards", "user": "jane"}
CARD = b"4111 1111 1111 1111"
EVERY_5XX = (500, 501, 502, 503, 504, 507, 511, 520, 599)
BREAKS = {
    "the connection is refused": refuse(),
    "the connection breaks": reset(),
    "the connection is closed without an answer": drop(),
    "there is no answer": hang(),
    "there is no connection": hang(connecting=True),
}
REFUSALS = ("DisabledException", "NotFoundException", "AccessDeniedException", "KMSInvalidStateException", "Other")
UNDONE = ("InvalidCiphertextException", "IncorrectKeyException")
ONE_KEY = "a data key for many records opens them all, once it is out"
ROWS = "a record that was copied to another user's row would be read as theirs"
CONTEXTS = ({}, {"user": "jane"}, JANE, {"user": "größer", "note": 'a "b" \\ / \n\t', "密": "码", "": ""})
ODD = "odd.test"
DOWN = "without the key service nothing can be sealed, and to do it without is to store it in clear"


def make(student, kms, key_id="", **options):
    return student.EnvelopeCipher(kms.url, key_id or kms.key_id, **options)


def bound(context):
    """What the data of a record is bound to."""
    return b"\x01" + json.dumps(context, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def join(wrapped, sealed):
    return b"\x01" + len(wrapped).to_bytes(2) + wrapped + sealed


def record(kms, plaintext=CARD, context=JANE, *, key_id="", data_context=None, words="data key", size=KEY_BYTES):
    """A record of the test's. ``data_context``: another one for the data than for the key. ``size`` of its data key."""
    data_key = (key(words) + b"\0")[:size]
    wrapped = kms.wrap(data_key, context, key_id)
    aes_key = data_key if size in (16, 24) else key(words)
    return join(wrapped, seal(aes_key, plaintext, bound(context if data_context is None else data_context)))


def parts(found, what="a record"):
    """The wrapped key and the sealed data of a record of the student's."""
    is_bytes(found, what, 3 + 1 + OVERHEAD)
    end = 3 + int.from_bytes(found[1:3])
    ends = found[0] == 1 and end > 3 and end + OVERHEAD <= len(found)
    assert ends, explain(
        expected="a record that begins with 01 and the length of the wrapped key in two bytes",
        happened=f"it begins with {found[:3].hex(' ')} and has {len(found)} bytes",
        try_next=PARTS,
    )
    return found[3:end], found[end:]


def data_key_of(kms, found, context):
    """The data key in a record, as the key service unwraps it in this context."""
    wrapped, _ = parts(found)
    try:
        return kms.unwrap(wrapped, context)
    except KmsError:
        raise AssertionError(
            explain(
                expected="the wrapped key as the service gave it, asked for with the context as EncryptionContext",
                happened="the key service can't unwrap what stands there in this context",
                try_next="CiphertextBlob is base64; what stands in the record is its bytes",
            )
        ) from None


def asked(network, host="kms.test"):
    """The operations that the service was asked for, in order."""
    names = [exchange.request.headers.get("x-amz-target", "") for exchange in network.requests(host)]
    return [name.rpartition(".")[2] for name in names]


def was_asked(network, before, wanted, what):
    """See what requests there have been since there were ``before``."""
    found = asked(network)[before:]
    assert found == wanted, explain(
        expected=f"{', '.join(wanted) or 'no request at all'} for {what}",
        happened=f"the key service was asked for {', '.join(found) or 'nothing'}",
    )


def raises_when(student, name, what, function, *arguments, why=""):
    """The error of that class that a call has to raise."""
    with student.raises(name, why=why, tried=what) as caught:
        function(*arguments)
    return caught.value


def calls(cipher, stored, context=None):
    """Each way to ask the key service, by its name."""
    context = JANE if context is None else context
    return {"seal": (cipher.seal, CARD, context), "open": (cipher.open, stored, context)}


def works(cipher, what="before"):
    """See that the cipher does what it is for, before or after a test makes trouble."""
    comes_back(cipher.open(cipher.seal(CARD, JANE), JANE), CARD, what)


def fails(student, network, cipher, stored, name, what, host="kms.test", why=""):
    """See that seal and open raise that class, after one request each."""
    for method, (call, *arguments) in calls(cipher, stored).items():
        before = len(network.requests(host))
        raises_when(student, name, f"`{method}` when {what}", call, *arguments, why=why)
        sent = len(network.requests(host)) - before
        assert sent == 1, explain(f"one request for one `{method}`", f"{sent} were sent", tried=what)


def gives_up(student, clock, limit, what, function, *arguments):
    """See that a call is an outage once ``limit`` seconds are over, half a second more or less."""
    began = clock.elapsed
    raises_when(student, "KeyServiceUnavailable", what, function, *arguments)
    waited = clock.elapsed - began
    assert abs(waited - limit) < 0.5, explain(f"to give up after {limit} s", f"it took {waited:.1f} s", tried=what)


def serve(network, **reply):
    """A key service that answers like this, whatever it is asked. Return its URL."""
    network.serve(ODD, lambda request: httpx.Response(**reply))
    return f"https://{ODD}/"


def serve_keys(network, size):
    """A key service that wraps every data key as the same row of so many bytes. Return its URL, the key and the row."""
    data_key, wrapped = key("served"), data(size, "wrapped")
    fields = {"Plaintext": data_key, "CiphertextBlob": wrapped}
    answer = {name: base64.b64encode(value).decode() for name, value in fields.items()}
    return serve(network, status_code=200, json=answer), data_key, wrapped


def spellings(secret):
    """How a secret would look in clear."""
    return {secret, base64.b64encode(secret), base64.urlsafe_b64encode(secret), secret.hex().encode()}


def no_records(good):
    """What is no record, by what is wrong with it."""
    end = 3 + int.from_bytes(good[1:3])
    return {
        "nothing": b"",
        "one byte": b"\x01",
        "a length cut in two": good[:2],
        "a wrapped key that is cut off": good[: end - 1],
        "no data": good[:end],
        "27 bytes of data": good[: end + OVERHEAD - 1],
        "another first byte": b"\x02" + good[1:],
        "the first byte missing": good[1:],
        "a wrapped key of no bytes": b"\x01\0\0" + good[end:],
        "a length beyond the end": b"\x01\xff\xff" + good[3:],
    }
