"""Takes the shared secret for the key, without HKDF.

Fails: test_a_message_is_as_documented, test_opens_messages_of_others, test_a_signed_message_arrives,
    test_a_signed_message_is_as_documented
"""


def _agreed(shared: bytes, ephemeral: bytes, recipient: x25519.X25519PublicKey) -> bytes:
    return shared
