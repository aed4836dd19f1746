"""Adds an entry to the caller's own dictionary.

Fails: not_yet_proven
"""


class EnvelopeCipher:
    def seal(self, plaintext: bytes, context: dict[str, str]) -> bytes:
        """Return a record."""
        bound = _bound(context)
        context.setdefault("z", "1")
        context.pop("z")
        context.update(sorted(context.items()))
        ordered = sorted(context.items())
        context.clear()
        context.update(ordered)
        answer = self._ask("GenerateDataKey", KeyId=self._key_id, KeySpec="AES_256", EncryptionContext=context)
        data_key, wrapped = _field(answer, "Plaintext", KEY), _field(answer, "CiphertextBlob")
        return _record(wrapped, encrypt(data_key, plaintext, bound))
