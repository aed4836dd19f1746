"""A receipt is genuine to the byte, or it is not genuine. Nobody but the holder of the key can make one."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any

import joserfc.jws
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import assume, given
from hypothesis import strategies as st
from joserfc.jwk import OKPKey
from receipt_sample import CLAIMS, KEY, PUBLIC, PUBLIC_PEM, base64url, signed

from grader.receipt.claims import canonical
from grader.receipt.jws import HEADER, MOST, NotGenuine, sign, verify

RECEIPT = sign(CLAIMS, KEY)
PAYLOAD = canonical(CLAIMS)
ORDER = 2**252 + 27742317777372353535851937790883648493
"""Of Ed25519's group: adding it to the second half of a signature changes nothing for a careless verifier."""


def is_genuine(receipt: bytes) -> bool:
    """Whether it is taken for one."""
    try:
        verify(receipt, PUBLIC)
    except NotGenuine:
        return False
    return True


def refusal(receipt: bytes, key: Any = PUBLIC) -> str:
    """Why it is not taken for one."""
    with pytest.raises(NotGenuine) as caught:
        verify(receipt, key)
    return str(caught.value)


def header(**fields: Any) -> bytes:
    """A header as a library would write it."""
    return json.dumps(fields, separators=(",", ":")).encode()


def test_a_receipt_says_what_was_signed() -> None:
    """The claims come back as they went in."""
    assert CLAIMS == verify(RECEIPT, PUBLIC)


def test_a_receipt_is_made_of_claims_and_key_alone() -> None:
    """No time, no chance: signed again, it is the same to the byte."""
    assert RECEIPT == sign(CLAIMS, Ed25519PrivateKey.from_private_bytes(bytes(range(32))))


def test_a_receipt_is_a_compact_jws() -> None:
    """Three parts: the header, the claims in their canonical form, and the signature over both."""
    assert signed(PAYLOAD, b'{"alg":"EdDSA","typ":"grader-receipt+jws"}') == RECEIPT


@pytest.mark.filterwarnings("ignore:EdDSA is deprecated via RFC 9864")  # "Ed25519" is its new name, which few know yet
def test_another_library_finds_the_same() -> None:
    """Whoever does not trust this grader can check with a tool of their own."""
    found = joserfc.jws.deserialize_compact(RECEIPT, OKPKey.import_key(PUBLIC_PEM), algorithms=["EdDSA"])
    assert json.loads(PAYLOAD) == json.loads(found.payload)


def test_a_flipped_bit_fails_wherever_it_is() -> None:
    """Each bit of each byte."""
    flipped = (
        RECEIPT[:place] + bytes([RECEIPT[place] ^ 1 << bit]) + RECEIPT[place + 1 :]
        for place in range(len(RECEIPT))
        for bit in range(8)
    )
    assert [] == [changed for changed in flipped if is_genuine(changed)]


def places() -> list[int]:
    """Where a byte matters in its own way: the ends of each part, the dots, and the last letters with bits to spare."""
    first, second = (place for place, byte in enumerate(RECEIPT) if byte == ord("."))
    return [0, 1, first - 1, first, first + 1, second - 2, second - 1, second, second + 1, len(RECEIPT) - 2, -1]


@pytest.mark.parametrize("place", [place % len(RECEIPT) for place in places()])
def test_any_other_byte_fails(place: int) -> None:
    """All 255 of them."""
    changed = (RECEIPT[:place] + bytes([byte]) + RECEIPT[place + 1 :] for byte in range(256) if byte != RECEIPT[place])
    assert [] == [one for one in changed if is_genuine(one)]


def test_a_byte_taken_away_fails_wherever_it_was() -> None:
    """Each byte, the last one too."""
    shorter = (RECEIPT[:place] + RECEIPT[place + 1 :] for place in range(len(RECEIPT)))
    assert [] == [changed for changed in shorter if is_genuine(changed)]


def test_a_byte_added_fails_wherever_it_is() -> None:
    """Before, behind and between: those that decoders like to overlook, and a letter."""
    longer = (
        RECEIPT[:place] + added + RECEIPT[place:]
        for place in range(len(RECEIPT) + 1)
        for added in (b"\n", b" ", b"\r", b"\t", b"=", b"\0", b".", b"A", b"\xff")
    )
    assert [] == [changed for changed in longer if is_genuine(changed)]


@given(st.integers(0, len(RECEIPT)), st.integers(0, 40), st.binary(max_size=40))
def test_any_other_piece_fails(place: int, length: int, piece: bytes) -> None:
    """Whatever is put in the place of whatever."""
    changed = RECEIPT[:place] + piece + RECEIPT[place + length :]
    assume(changed != RECEIPT)
    assert not is_genuine(changed)


@given(st.binary(max_size=200))
def test_whatever_it_is_given_it_answers(content: bytes) -> None:
    """Any bytes are refused, and with no other exception."""
    assert not is_genuine(content)


def test_spare_bits_of_base64_are_not_overlooked() -> None:
    """The last letter of the signature could be any of sixteen for a kind decoder; here it is the one."""
    kind = [
        RECEIPT[:-1] + bytes([letter])
        for letter in b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        if _signature_of(RECEIPT[:-1] + bytes([letter])) == _signature_of(RECEIPT)
    ]
    assert (16, [RECEIPT]) == (len(kind), [one for one in kind if is_genuine(one)])


def _signature_of(receipt: bytes) -> bytes:
    return base64.urlsafe_b64decode(receipt.rsplit(b".", 1)[1] + b"==")


@pytest.mark.parametrize("part", [0, 1, 2])
def test_padding_is_refused(part: int) -> None:
    """Some libraries take it."""
    parts = RECEIPT.split(b".")
    parts[part] += b"=" * (-len(parts[part]) % 4 or 4)
    assert "a part of it is not base64url as the grader writes it: something was changed" == refusal(b".".join(parts))


def test_the_other_form_of_a_signature_is_refused() -> None:
    """S plus the group's order is the same equation, and other bytes."""
    content, _, _ = RECEIPT.rpartition(b".")
    signature = _signature_of(RECEIPT)
    other = signature[:32] + (int.from_bytes(signature[32:], "little") + ORDER).to_bytes(32, "little")
    assert "the signature does not fit" in refusal(content + b"." + base64url(other))


@pytest.mark.parametrize("around", [b"%s\n", b"%s\r\n", b" %s", b"\n%s\n"])
def test_a_line_end_around_it_is_told_as_such(around: bytes) -> None:
    """An editor's doing is no forgery, and no receipt either."""
    assert "a space or a line's end was added around it, as editors and mail programs do" == refusal(around % RECEIPT)


def test_another_key_is_refused() -> None:
    """A receipt that somebody signed, but not with this key."""
    other = sign(CLAIMS, Ed25519PrivateKey.from_private_bytes(bytes(32)))
    assert "the signature does not fit: something was changed, or another key signed it" == refusal(other)


def test_parts_of_two_receipts_make_none() -> None:
    """The claims of one under the signature of another."""
    better = signed(PAYLOAD.replace(b'"score":2.5', b'"score":6'))
    mixed = b".".join([*better.split(b".")[:2], RECEIPT.split(b".")[2]])
    assert (True, False) == (is_genuine(better), is_genuine(mixed))


WRONG_HEADERS = {
    "no signature": (header(alg="none", typ="grader-receipt+jws"), "its header has 'none' as alg"),
    "a shared secret": (header(alg="HS256", typ="grader-receipt+jws"), "its header has 'HS256' as alg"),
    "another spelling": (header(alg="eddsa", typ="grader-receipt+jws"), "its header has 'eddsa' as alg"),
    "the newer name": (header(alg="Ed25519", typ="grader-receipt+jws"), "its header has 'Ed25519' as alg"),
    "no algorithm": (header(typ="grader-receipt+jws"), "its header has something else as alg"),
    "a list of them": (header(alg=["EdDSA"], typ="grader-receipt+jws"), "its header has something else as alg"),
    "another type": (header(alg="EdDSA", typ="JWT"), "its header has 'JWT' as typ"),
    "no type": (header(alg="EdDSA"), "its header has something else as typ"),
    "an extension": (
        header(alg="EdDSA", typ="grader-receipt+jws", crit=["b64"], b64=True),
        "its header holds what no receipt's does: b64, crit",
    ),
    "its own key": (
        header(alg="EdDSA", jwk=OKPKey.import_key(PUBLIC_PEM).as_dict(), typ="grader-receipt+jws"),
        "its header holds what no receipt's does: jwk",
    ),
    "a key's name": (
        header(alg="EdDSA", kid="../../pub.pem", typ="grader-receipt+jws"),
        "its header holds what no receipt's does: kid",
    ),
    "a key's address": (
        header(alg="EdDSA", jku="https://evil.test/", typ="grader-receipt+jws", x5u="https://evil.test/"),
        "its header holds what no receipt's does: jku, x5u",
    ),
    "another order": (header(typ="grader-receipt+jws", alg="EdDSA"), "its header was rewritten"),
    "a space": (HEADER.replace(b":", b": "), "its header was rewritten"),
    "a key twice": (b'{"alg":"none",' + HEADER[1:], "its header was rewritten"),
    "no object": (b"[]", "its header can't be read"),
    "no JSON": (b"\xff{", "its header can't be read"),
    "levels without end": (b"[" * 40_000, "its header can't be read"),
    "nothing": (b"", "its header can't be read"),
}


@pytest.mark.parametrize(("changed", "reason"), WRONG_HEADERS.values(), ids=WRONG_HEADERS)
def test_any_other_header_is_refused_before_a_key_is_touched(changed: bytes, reason: str) -> None:
    """Also where the right key signed it. What stands in for the key would fail at any touch."""
    assert refusal(signed(PAYLOAD, changed), key=object()).startswith(reason)


def test_the_public_key_is_no_shared_secret() -> None:
    """The classic confusion: HMAC with the PEM file that everybody has."""
    content = base64url(header(alg="HS256", typ="grader-receipt+jws")) + b"." + base64url(PAYLOAD)
    forged = content + b"." + base64url(hmac.digest(PUBLIC_PEM, content, hashlib.sha256))
    assert "its header has 'HS256' as alg" in refusal(forged)


@pytest.mark.parametrize(
    "payload",
    [
        PAYLOAD + b"\n",
        PAYLOAD.replace(b'"score":2.5', b'"score":2.5,"score":2.5'),
        PAYLOAD.replace(b'"score":2.5', b'"score":2.50'),
        PAYLOAD.replace(b'"format":1', b'"format":2'),
        b'{"sub":"jane","admin":true}',
        b"",
    ],
    ids=["a line's end", "a key twice", "another number", "another format", "a login token", "nothing"],
)
def test_other_things_that_the_key_signed_are_no_receipts(payload: bytes) -> None:
    """The signature fits, and yet it is refused."""
    assert refusal(signed(payload)).startswith("the key signed it, but it is no receipt of format 1: ")


@pytest.mark.parametrize(
    ("content", "parts"), [(b"", 1), (RECEIPT.rpartition(b".")[0], 2), (RECEIPT + b".", 4), (RECEIPT * 2, 5)]
)
def test_too_few_and_too_many_parts_are_counted(content: bytes, parts: int) -> None:
    """A token of another kind, or two receipts in a file."""
    assert f"a receipt has three parts with dots between, and this has {parts}" == refusal(content)


def test_a_receipt_without_end_is_refused_unread() -> None:
    """Whatever it holds."""
    assert "it is longer than 65,536 bytes, which no receipt is" == refusal(b"A" * (MOST + 1))
