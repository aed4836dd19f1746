"""Binds the values of a context without their names, and tells the service the same.

Fails: not_yet_proven
"""


class EnvelopeCipher:
    def seal(self, plaintext: bytes, context: dict[str, str]) -> bytes:
        """Return a record."""
        answer = self._ask("GenerateDataKey", KeyId=self._key_id, KeySpec="AES_256", EncryptionContext=_values(context))
        data_key, wrapped = _field(answer, "Plaintext", KEY), _field(answer, "CiphertextBlob")
        return _record(wrapped, encrypt(data_key, plaintext, _bound(context)))

    def open(self, record: bytes, context: dict[str, str]) -> bytes:
        """Return the plaintext of a record."""
        wrapped, sealed = _parts(record)
        answer = self._ask(
            "Decrypt", CiphertextBlob=_text(wrapped), KeyId=self._key_id, EncryptionContext=_values(context)
        )
        return decrypt(_field(answer, "Plaintext", KEY), sealed, _bound(context))

    def rewrap(self, record: bytes, context: dict[str, str], *, source: str | None = None) -> bytes:
        """Return the record with its data key wrapped anew."""
        wrapped, sealed = _parts(record)
        answer = self._ask(
            "ReEncrypt",
            CiphertextBlob=_text(wrapped),
            SourceKeyId=source or self._key_id,
            SourceEncryptionContext=_values(context),
            DestinationKeyId=self._key_id,
            DestinationEncryptionContext=_values(context),
        )
        return _record(_field(answer, "CiphertextBlob"), sealed)


def _bound(context: dict[str, str]) -> bytes:
    return RECORD + json.dumps(_values(context)).encode()


def _values(context: dict[str, str]) -> dict[str, str]:
    return {str(number): value for number, value in enumerate(sorted(context.values()))}
