"""Takes the signature off, and does not look at it.

Fails: not_yet_proven
"""


def decrypt_and_verify(message: bytes, *, sender: str, recipient: str, context: bytes = b"") -> bytes:
    """Return the plaintext, if it was written to this recipient by this sender."""
    inner = decrypt_with(recipient, message, context)
    signature, plaintext = inner[:SIGNATURE], inner[SIGNATURE:]
    return plaintext
