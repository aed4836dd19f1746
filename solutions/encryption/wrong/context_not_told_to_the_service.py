"""Binds the data to its context, and does not tell the key service.

Fails: test_a_record_is_as_documented, test_opens_records_of_others, test_tells_the_key_service_key_and_context,
    test_only_what_fits_is_rewrapped
"""


class EnvelopeCipher:
    def seal(self, plaintext: bytes, context: dict[str, str]) -> bytes:
        """Return a record. The data key is used this once and forgotten."""
        answer = self._ask("GenerateDataKey", KeyId=self._key_id, KeySpec="AES_256")
        data_key, wrapped = (base64.b64decode(answer[name]) for name in ("Plaintext", "CiphertextBlob"))
        return _record(wrapped, encrypt(data_key, plaintext, _bound(context)))

    def open(self, record: bytes, context: dict[str, str]) -> bytes:
        """Return the plaintext of a record."""
        wrapped, sealed = _parts(record)
        answer = self._ask("Decrypt", CiphertextBlob=_text(wrapped), KeyId=self._key_id)
        return decrypt(base64.b64decode(answer["Plaintext"]), sealed, _bound(context))

    def rewrap(self, record: bytes, context: dict[str, str], *, source: str | None = None) -> bytes:
        """Return the record with its data key wrapped anew; neither key nor data is seen here."""
        wrapped, sealed = _parts(record)
        answer = self._ask(
            "ReEncrypt",
            CiphertextBlob=_text(wrapped),
            SourceKeyId=source or self._key_id,
            DestinationKeyId=self._key_id,
        )
        return _record(base64.b64decode(answer["CiphertextBlob"]), sealed)
