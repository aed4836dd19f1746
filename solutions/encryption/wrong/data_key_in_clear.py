"""Stores the data key in clear where the wrapped one belongs.

Fails: not_yet_proven
Breaks the whole: a record that needs no key service breaks what envelope, outages and rotation are about.
"""


class EnvelopeCipher:
    def seal(self, plaintext: bytes, context: dict[str, str]) -> bytes:
        """Return a record."""
        answer = self._ask("GenerateDataKey", KeyId=self._key_id, KeySpec="AES_256", EncryptionContext=context)
        data_key, wrapped = _field(answer, "Plaintext", KEY), _field(answer, "CiphertextBlob")
        return _record(data_key, encrypt(data_key, plaintext, _bound(context)))

    def open(self, record: bytes, context: dict[str, str]) -> bytes:
        """Return the plaintext of a record."""
        data_key, sealed = _parts(record)
        try:
            return decrypt(data_key, sealed, _bound(context))
        except ValueError:
            raise DecryptionError("it does not open") from None
