"""Does not look at the kind of the signer's key.

Fails: test_a_key_is_for_one_purpose
"""


def sign(private_key: str, message: bytes) -> bytes:
    """Return the signature."""
    key = _private(private_key)
    return key.sign(message)


def verify(public_key: str, message: bytes, signature: bytes) -> None:
    """Return, or raise SignatureInvalid."""
    key = _public(public_key)
    try:
        key.verify(signature, message)
    except InvalidSignature:
        raise SignatureInvalid("not signed by this key") from None
