"""Claims → receipt → claims: a JWS in compact form (RFC 7515), signed with Ed25519 (RFC 8037). Pure functions.

A receipt has exactly one spelling. Its header is a constant, its payload canonical (``grader.receipt.claims``), each
part the one base64url text of its bytes, and there is nothing around it. So whatever byte is changed, taken away or
added, the outcome is *not genuine*, also where a reader that is kind to its input would see the same values: the last
character of a base64url text has bits to spare, and JSON may be written in many ways.
"""

from __future__ import annotations

import base64
import json

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from jwt.api_jws import PyJWS
from jwt.exceptions import PyJWTError

from grader.receipt.claims import FORMAT, Claims, NoClaims, canonical, claims_in

ALGORITHM = "EdDSA"
TYPE = "grader-receipt+jws"
HEADER = b'{"alg":"EdDSA","typ":"grader-receipt+jws"}'
MOST = 1 << 16
"""Bytes; a receipt of a hundred topics has less than half of them."""


class NotGenuine(Exception):
    """This is not what the holder of that key signed. Says why, in words for a person."""


def sign(claims: Claims, key: Ed25519PrivateKey) -> bytes:
    """The receipt. The same claims and key give the same bytes: Ed25519 takes no random number."""
    token = PyJWS([ALGORITHM]).encode(canonical(claims), key, ALGORITHM, {"typ": TYPE})
    return token.encode("ascii")


def verify(receipt: bytes, key: Ed25519PublicKey) -> Claims:
    """What was signed. Raises NotGenuine; the key is not touched before the header is the one that it has to be."""
    if len(receipt) > MOST:
        raise NotGenuine(f"it is longer than {MOST:,} bytes, which no receipt is")
    if receipt != receipt.strip():
        raise NotGenuine("a space or a line's end was added around it, as editors and mail programs do")
    parts = receipt.split(b".")
    if len(parts) != 3:
        raise NotGenuine(f"a receipt has three parts with dots between, and this has {len(parts)}")
    header, payload, _ = (_decoded(part) for part in parts)
    if header != HEADER:
        raise NotGenuine(_other_header(header))
    try:
        PyJWS([ALGORITHM]).decode(receipt, key, algorithms=[ALGORITHM])
    except PyJWTError:
        raise NotGenuine("the signature does not fit: something was changed, or another key signed it") from None
    try:
        return claims_in(payload)
    except NoClaims as error:
        raise NotGenuine(f"the key signed it, but it is no receipt of format {FORMAT}: {error}") from None


def _decoded(part: bytes) -> bytes:
    """The bytes that a part stands for, if it is the one text for them."""
    try:
        found = base64.urlsafe_b64decode(part + b"=" * (-len(part) % 4))
    except ValueError:
        found = b""
    if base64.urlsafe_b64encode(found).rstrip(b"=") != part:
        raise NotGenuine("a part of it is not base64url as the grader writes it: something was changed")
    return found


def _other_header(header: bytes) -> str:
    """Why this header is refused. Nothing depends on these words: it is refused as it is not the constant."""
    try:
        found = json.loads(header)
    except (ValueError, RecursionError):
        return "its header can't be read"
    if not isinstance(found, dict):
        return "its header can't be read"
    for name, only in (("alg", ALGORITHM), ("typ", TYPE)):
        if found.get(name) != only:
            said = repr(found[name]) if isinstance(found.get(name), str) else "something else"
            return f"its header has {said} as {name}, and a receipt has {only!r}"
    others = ", ".join(sorted(name for name in found if name not in ("alg", "typ")))
    return f"its header holds what no receipt's does: {others}" if others else "its header was rewritten"
