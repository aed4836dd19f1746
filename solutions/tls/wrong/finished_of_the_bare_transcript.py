"""Takes the MAC of the transcript instead of its hash.

Fails: test_finished_is_a_mac_of_the_transcript, test_checks_finished_as_a_whole
"""


def finished(secret: bytes, transcript: bytes) -> bytes:
    """Return the MAC."""
    return hmac.digest(expand_label(secret, "finished", b"", HASH_BYTES), transcript, "sha256")
