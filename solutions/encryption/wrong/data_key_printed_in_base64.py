"""Prints the answer of the key service.

Fails: not_yet_proven
"""


class EnvelopeCipher:
    def open(self, record: bytes, context: dict[str, str]) -> bytes:
        """Return the plaintext of a record."""
        wrapped, sealed = _parts(record)
        answer = self._ask("Decrypt", CiphertextBlob=_text(wrapped), KeyId=self._key_id, EncryptionContext=context)
        print(answer)
        return decrypt(_field(answer, "Plaintext", KEY), sealed, _bound(context))
