"""Returns b"" when a record can't be opened because of an outage.

Fails: not_yet_proven
"""


class EnvelopeCipher:
    def open(self, record: bytes, context: dict[str, str]) -> bytes:
        """Return the plaintext of a record."""
        wrapped, sealed = _parts(record)
        try:
            answer = self._ask("Decrypt", CiphertextBlob=_text(wrapped), KeyId=self._key_id, EncryptionContext=context)
        except KeyServiceUnavailable:
            return b""
        return decrypt(_field(answer, "Plaintext", KEY), sealed, _bound(context))
