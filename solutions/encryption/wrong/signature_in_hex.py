"""Gives the signature in hex.

Fails: not_yet_proven
"""


def sign(private_key: str, message: bytes) -> bytes:
    """Return the signature."""
    key = _private(private_key)
    if not isinstance(key, ed25519.Ed25519PrivateKey):
        raise ValueError("a signer has an Ed25519 key")
    return key.sign(message).hex().encode()


def verify(public_key: str, message: bytes, signature: bytes) -> None:
    """Return, or raise SignatureInvalid."""
    key = _public(public_key)
    if not isinstance(key, ed25519.Ed25519PublicKey):
        raise ValueError("a signer has an Ed25519 key")
    try:
        key.verify(bytes.fromhex(signature.decode()), message)
    except (InvalidSignature, ValueError):
        raise SignatureInvalid("not signed by this key") from None
