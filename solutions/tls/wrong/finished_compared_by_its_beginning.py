"""Compares as much as was received.

Fails: test_checks_finished_as_a_whole
"""


def check_finished(secret: bytes, transcript: bytes, received: bytes) -> None:
    """Raise HandshakeError unless they agree."""
    if not finished(secret, transcript).startswith(received):
        raise HandshakeError("the transcripts differ")
