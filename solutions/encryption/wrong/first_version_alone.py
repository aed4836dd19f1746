"""Remembers which version has wrapped its first record, and opens no other.

Fails: not_yet_proven
"""


class EnvelopeCipher:
    def __init__(self, url: str, key_id: str, *, timeout: float = 2.0) -> None:
        self._url, self._key_id, self._timeout = url, key_id, timeout
        self._version = None

    def open(self, record: bytes, context: dict[str, str]) -> bytes:
        """Return the plaintext of a record."""
        wrapped, sealed = _parts(record)
        version = wrapped[:22]
        self._version = self._version or version
        if version != self._version:
            raise DecryptionError("it does not open")
        answer = self._ask("Decrypt", CiphertextBlob=_text(wrapped), KeyId=self._key_id, EncryptionContext=context)
        return decrypt(_field(answer, "Plaintext", KEY), sealed, _bound(context))
