"""Looks at the first 64 bytes of a signature.

Fails: test_refuses_bad_signatures
"""


def verify(public_key: str, message: bytes, signature: bytes) -> None:
    """Return, or raise SignatureInvalid."""
    key = _public(public_key)
    if not isinstance(key, ed25519.Ed25519PublicKey):
        raise ValueError("a signer has an Ed25519 key")
    try:
        key.verify(signature[:SIGNATURE], message)
    except InvalidSignature:
        raise SignatureInvalid("not signed by this key") from None
