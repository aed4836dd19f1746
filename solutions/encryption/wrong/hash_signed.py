"""Signs a hash of the message.

Fails: test_signs_as_rfc_8032, test_accepts_good_signatures, test_refuses_bad_signatures,
    test_a_signed_message_arrives, test_a_signed_message_is_as_documented
"""


def sign(private_key: str, message: bytes) -> bytes:
    """Return the signature."""
    key = _private(private_key)
    if not isinstance(key, ed25519.Ed25519PrivateKey):
        raise ValueError("a signer has an Ed25519 key")
    return key.sign(hashlib.sha256(message).digest())


def verify(public_key: str, message: bytes, signature: bytes) -> None:
    """Return, or raise SignatureInvalid."""
    key = _public(public_key)
    if not isinstance(key, ed25519.Ed25519PublicKey):
        raise ValueError("a signer has an Ed25519 key")
    try:
        key.verify(signature, hashlib.sha256(message).digest())
    except InvalidSignature:
        raise SignatureInvalid("not signed by this key") from None
