"""Opens records of the newest version that it has sealed with, as if a rotation ended the old ones.

Fails: test_old_records_open_after_a_rotation
"""


class EnvelopeCipher:
    def __init__(self, url: str, key_id: str, *, timeout: float = 2.0) -> None:
        self._url, self._key_id, self._timeout = url, key_id, timeout
        self._version = b""

    def seal(self, plaintext: bytes, context: dict[str, str]) -> bytes:
        """Return a record. The data key is used this once and forgotten."""
        answer = self._ask("GenerateDataKey", KeyId=self._key_id, KeySpec="AES_256", EncryptionContext=context)
        data_key, wrapped = (base64.b64decode(answer[name]) for name in ("Plaintext", "CiphertextBlob"))
        self._version = wrapped[:22]
        return _record(wrapped, encrypt(data_key, plaintext, _bound(context)))

    def open(self, record: bytes, context: dict[str, str]) -> bytes:
        """Return the plaintext of a record."""
        wrapped, sealed = _parts(record)
        if wrapped[:22] < self._version:
            raise DecryptionError("it does not open")
        answer = self._ask("Decrypt", CiphertextBlob=_text(wrapped), KeyId=self._key_id, EncryptionContext=context)
        return decrypt(base64.b64decode(answer["Plaintext"]), sealed, _bound(context))
