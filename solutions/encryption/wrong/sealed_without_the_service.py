"""Seals with a key of its own when the key service can't be had.

Fails: not_yet_proven
"""


class EnvelopeCipher:
    def seal(self, plaintext: bytes, context: dict[str, str]) -> bytes:
        """Return a record. The data key is used this once and forgotten."""
        try:
            answer = self._ask("GenerateDataKey", KeyId=self._key_id, KeySpec="AES_256", EncryptionContext=context)
        except KeyServiceUnavailable:
            answer = dict.fromkeys(("Plaintext", "CiphertextBlob"), _text(os.urandom(KEY)))
        data_key, wrapped = (base64.b64decode(answer[name]) for name in ("Plaintext", "CiphertextBlob"))
        return _record(wrapped, encrypt(data_key, plaintext, _bound(context)))
