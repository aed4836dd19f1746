"""Stores the data key in clear where the wrapped one belongs.

Fails: not_yet_proven
Breaks the whole: the key service has no part in opening a record
"""


class EnvelopeCipher:
    def seal(self, plaintext: bytes, context: dict[str, str]) -> bytes:
        """Return a record. The data key is used this once and forgotten."""
        answer = self._ask("GenerateDataKey", KeyId=self._key_id, KeySpec="AES_256", EncryptionContext=context)
        data_key = base64.b64decode(answer["Plaintext"])
        return _record(data_key, encrypt(data_key, plaintext, _bound(context)))

    def open(self, record: bytes, context: dict[str, str]) -> bytes:
        """Return the plaintext of a record."""
        wrapped, sealed = _parts(record)
        try:
            return decrypt(wrapped, sealed, _bound(context))
        except ValueError:
            raise DecryptionError("it does not open") from None
