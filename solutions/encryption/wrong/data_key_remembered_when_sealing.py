"""Remembers the data keys of the records that it has sealed.

Fails: not_yet_proven
"""


class EnvelopeCipher:
    def __init__(self, url: str, key_id: str, *, timeout: float = 2.0) -> None:
        self._url, self._key_id, self._timeout = url, key_id, timeout
        self._known = {}

    def seal(self, plaintext: bytes, context: dict[str, str]) -> bytes:
        """Return a record."""
        answer = self._ask("GenerateDataKey", KeyId=self._key_id, KeySpec="AES_256", EncryptionContext=context)
        data_key, wrapped = _field(answer, "Plaintext", KEY), _field(answer, "CiphertextBlob")
        self._known[wrapped, _bound(context)] = data_key
        return _record(wrapped, encrypt(data_key, plaintext, _bound(context)))

    def open(self, record: bytes, context: dict[str, str]) -> bytes:
        """Return the plaintext of a record."""
        wrapped, sealed = _parts(record)
        data_key = self._known.get((wrapped, _bound(context)))
        if data_key is None:
            answer = self._ask("Decrypt", CiphertextBlob=_text(wrapped), KeyId=self._key_id, EncryptionContext=context)
            data_key = _field(answer, "Plaintext", KEY)
        return decrypt(data_key, sealed, _bound(context))
