"""Adds an entry to the caller's own dictionary.

Fails: test_opens_records_of_others, test_opens_in_its_own_context_only
"""


class EnvelopeCipher:
    def seal(self, plaintext: bytes, context: dict[str, str]) -> bytes:
        """Return a record. The data key is used this once and forgotten."""
        context["sealed"] = "yes"
        answer = self._ask("GenerateDataKey", KeyId=self._key_id, KeySpec="AES_256", EncryptionContext=context)
        data_key, wrapped = (base64.b64decode(answer[name]) for name in ("Plaintext", "CiphertextBlob"))
        return _record(wrapped, encrypt(data_key, plaintext, _bound(context)))

    def open(self, record: bytes, context: dict[str, str]) -> bytes:
        """Return the plaintext of a record."""
        context = {**context, "sealed": "yes"}
        wrapped, sealed = _parts(record)
        answer = self._ask("Decrypt", CiphertextBlob=_text(wrapped), KeyId=self._key_id, EncryptionContext=context)
        return decrypt(base64.b64decode(answer["Plaintext"]), sealed, _bound(context))

    def rewrap(self, record: bytes, context: dict[str, str], *, source: str | None = None) -> bytes:
        """Return the record with its data key wrapped anew; neither key nor data is seen here."""
        context = {**context, "sealed": "yes"}
        wrapped, sealed = _parts(record)
        answer = self._ask(
            "ReEncrypt",
            CiphertextBlob=_text(wrapped),
            SourceKeyId=source or self._key_id,
            SourceEncryptionContext=context,
            DestinationKeyId=self._key_id,
            DestinationEncryptionContext=context,
        )
        return _record(base64.b64decode(answer["CiphertextBlob"]), sealed)
