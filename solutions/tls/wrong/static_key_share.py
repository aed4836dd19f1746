"""Makes its key once.

Fails: test_each_handshake_has_its_own_key
"""


class KeyShare:
    _key = X25519PrivateKey.generate()

    def __init__(self) -> None:
        self.public = self._key.public_key().public_bytes_raw()
