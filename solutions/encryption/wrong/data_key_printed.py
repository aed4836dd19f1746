"""Prints the data key, for debugging.

Fails: not_yet_proven
"""


class EnvelopeCipher:
    def seal(self, plaintext: bytes, context: dict[str, str]) -> bytes:
        """Return a record."""
        answer = self._ask("GenerateDataKey", KeyId=self._key_id, KeySpec="AES_256", EncryptionContext=context)
        data_key, wrapped = _field(answer, "Plaintext", KEY), _field(answer, "CiphertextBlob")
        print("sealed with", data_key.hex())
        return _record(wrapped, encrypt(data_key, plaintext, _bound(context)))
