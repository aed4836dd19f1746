"""Swaps client and server.

Fails: test_derives_the_handshake_secrets
"""


def handshake_secrets(shared: bytes, transcript: bytes) -> Secrets:
    """Return the secrets after ServerHello."""
    zeros = bytes(HASH_BYTES)
    early = _extract(zeros, zeros)
    secret = _extract(_derive(early, "derived", b""), shared)
    client, server = (_derive(secret, f"{side} hs traffic", transcript) for side in "sc")
    return Secrets(client, server, _extract(_derive(secret, "derived", b""), zeros))
