"""Returns True or False instead of raising.

Fails: test_accepts_good_signatures, test_refuses_bad_signatures, test_a_message_of_another_sender_is_not_hers,
    test_a_message_cannot_be_passed_on_as_hers
"""


def verify(public_key: str, message: bytes, signature: bytes) -> None:
    """Return, or raise SignatureInvalid."""
    key = _public(public_key)
    if not isinstance(key, ed25519.Ed25519PublicKey):
        raise ValueError("a signer has an Ed25519 key")
    try:
        key.verify(signature, message)
        return True
    except InvalidSignature:
        return False
