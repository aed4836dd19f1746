"""Uses the labels of the handshake for the data.

Fails: test_derives_the_application_secrets
"""


def application_secrets(master: bytes, transcript: bytes) -> tuple[bytes, bytes]:
    """Return the application traffic secrets."""
    return _derive(master, "c hs traffic", transcript), _derive(master, "s hs traffic", transcript)
