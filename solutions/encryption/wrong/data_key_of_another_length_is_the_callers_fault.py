"""Lets the ValueError of a data key that has not 32 bytes out of `open`.

Fails: test_opens_records_of_others
"""


class EnvelopeCipher:
    def open(self, record: bytes, context: dict[str, str]) -> bytes:
        """Return the plaintext of a record."""
        wrapped, sealed = _parts(record)
        answer = self._ask("Decrypt", CiphertextBlob=_text(wrapped), KeyId=self._key_id, EncryptionContext=context)
        return decrypt(base64.b64decode(answer["Plaintext"]), sealed, _bound(context))
