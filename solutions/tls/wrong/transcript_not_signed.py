"""Signs the transcript itself, without its context.

Fails: test_signs_the_transcript
"""


def sign_transcript(key: str, transcript: bytes) -> bytes:
    """Return the server's signature."""
    private_key = serialization.load_pem_private_key(key.encode(), None)
    return private_key.sign(transcript, ec.ECDSA(hashes.SHA256()))
