"""Verifies with RSA keys as well.

Fails: not_yet_proven
"""


def verify(public_key: str, message: bytes, signature: bytes) -> None:
    """Return, or raise SignatureInvalid."""
    key = _public(public_key)
    if isinstance(key, rsa.RSAPublicKey):
        try:
            return key.verify(signature, message, padding.PKCS1v15(), hashes.SHA256())
        except InvalidSignature:
            raise SignatureInvalid("not signed by this key") from None
    if not isinstance(key, ed25519.Ed25519PublicKey):
        raise ValueError("a signer has an Ed25519 key")
    try:
        key.verify(signature, message)
    except InvalidSignature:
        raise SignatureInvalid("not signed by this key") from None
