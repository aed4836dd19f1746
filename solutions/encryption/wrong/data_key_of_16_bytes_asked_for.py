"""Asks for a data key of AES-128, and stretches it.

Fails: not_yet_proven
"""


class EnvelopeCipher:
    def seal(self, plaintext: bytes, context: dict[str, str]) -> bytes:
        """Return a record."""
        answer = self._ask("GenerateDataKey", KeyId=self._key_id, KeySpec="AES_128", EncryptionContext=context)
        data_key, wrapped = hashlib.sha256(_field(answer, "Plaintext")).digest(), _field(answer, "CiphertextBlob")
        return _record(wrapped, encrypt(data_key, plaintext, _bound(context)))

    def open(self, record: bytes, context: dict[str, str]) -> bytes:
        """Return the plaintext of a record."""
        wrapped, sealed = _parts(record)
        answer = self._ask("Decrypt", CiphertextBlob=_text(wrapped), KeyId=self._key_id, EncryptionContext=context)
        return decrypt(hashlib.sha256(_field(answer, "Plaintext")).digest(), sealed, _bound(context))
