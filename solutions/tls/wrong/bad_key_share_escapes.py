"""Lets ValueError escape.

Fails: test_refuses_what_is_no_key_share
"""


class KeyShare:
    def exchange(self, peer: bytes) -> bytes:
        """Return the shared secret."""
        return self._key.exchange(X25519PublicKey.from_public_bytes(peer))
