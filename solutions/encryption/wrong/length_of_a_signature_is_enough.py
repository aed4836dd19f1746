"""Takes whatever is as long as a signature for one.

Fails: not_yet_proven
"""


def verify(public_key: str, message: bytes, signature: bytes) -> None:
    """Return, or raise SignatureInvalid."""
    key = _public(public_key)
    if not isinstance(key, ed25519.Ed25519PublicKey):
        raise ValueError("a signer has an Ed25519 key")
    if len(signature) != SIGNATURE:
        raise SignatureInvalid("not signed by this key") from None
