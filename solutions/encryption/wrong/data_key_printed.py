"""Prints the data key, for debugging.

Fails: test_no_data_key_lies_beside_its_data
"""


class EnvelopeCipher:
    def seal(self, plaintext: bytes, context: dict[str, str]) -> bytes:
        """Return a record. The data key is used this once and forgotten."""
        answer = self._ask("GenerateDataKey", KeyId=self._key_id, KeySpec="AES_256", EncryptionContext=context)
        data_key, wrapped = (base64.b64decode(answer[name]) for name in ("Plaintext", "CiphertextBlob"))
        print("sealed with", data_key.hex())
        return _record(wrapped, encrypt(data_key, plaintext, _bound(context)))
