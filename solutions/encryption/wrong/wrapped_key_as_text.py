"""Stores the wrapped key in base64, as it came.

Fails: not_yet_proven
"""


class EnvelopeCipher:
    def seal(self, plaintext: bytes, context: dict[str, str]) -> bytes:
        """Return a record. The data key is used this once and forgotten."""
        answer = self._ask("GenerateDataKey", KeyId=self._key_id, KeySpec="AES_256", EncryptionContext=context)
        data_key, wrapped = (base64.b64decode(answer[name]) for name in ("Plaintext", "CiphertextBlob"))
        return _record(base64.b64encode(wrapped), encrypt(data_key, plaintext, _bound(context)))

    def open(self, record: bytes, context: dict[str, str]) -> bytes:
        """Return the plaintext of a record."""
        wrapped, sealed = _parts(record)
        answer = self._ask(
            "Decrypt", CiphertextBlob=wrapped.decode("latin-1"), KeyId=self._key_id, EncryptionContext=context
        )
        return decrypt(base64.b64decode(answer["Plaintext"]), sealed, _bound(context))

    def rewrap(self, record: bytes, context: dict[str, str], *, source: str | None = None) -> bytes:
        """Return the record with its data key wrapped anew; neither key nor data is seen here."""
        wrapped, sealed = _parts(record)
        answer = self._ask(
            "ReEncrypt",
            CiphertextBlob=wrapped.decode("latin-1"),
            SourceKeyId=source or self._key_id,
            SourceEncryptionContext=context,
            DestinationKeyId=self._key_id,
            DestinationEncryptionContext=context,
        )
        return _record(answer["CiphertextBlob"].encode(), sealed)
