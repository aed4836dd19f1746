"""Raises ValueError for a signature of another length.

Fails: not_yet_proven
"""


def verify(public_key: str, message: bytes, signature: bytes) -> None:
    """Return, or raise SignatureInvalid."""
    key = _public(public_key)
    if not isinstance(key, ed25519.Ed25519PublicKey):
        raise ValueError("a signer has an Ed25519 key")
    if len(signature) != SIGNATURE:
        raise ValueError("a signature has 64 bytes")
    try:
        key.verify(signature, message)
    except InvalidSignature:
        raise SignatureInvalid("not signed by this key") from None
