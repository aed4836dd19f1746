"""Says DecryptionError when the key is disabled while it opens.

Fails: not_yet_proven
"""


class EnvelopeCipher:
    def open(self, record: bytes, context: dict[str, str]) -> bytes:
        """Return the plaintext of a record."""
        wrapped, sealed = _parts(record)
        try:
            answer = self._ask("Decrypt", CiphertextBlob=_text(wrapped), KeyId=self._key_id, EncryptionContext=context)
        except KeyRefused:
            raise DecryptionError("it does not open") from None
        return decrypt(_field(answer, "Plaintext", KEY), sealed, _bound(context))
