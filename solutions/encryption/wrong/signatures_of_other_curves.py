"""Signs with a key of ECDSA as well.

Fails: not_yet_proven
"""

from cryptography.hazmat.primitives.asymmetric import ec


def sign(private_key: str, message: bytes) -> bytes:
    """Return the signature."""
    key = _private(private_key)
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return key.sign(message, ec.ECDSA(hashes.SHA256()))
    if not isinstance(key, ed25519.Ed25519PrivateKey):
        raise ValueError("a signer has an Ed25519 key")
    return key.sign(message)
