"""Stores the wrapped key in base64, as it came.

Fails: not_yet_proven
"""


class EnvelopeCipher:
    def seal(self, plaintext: bytes, context: dict[str, str]) -> bytes:
        """Return a record."""
        answer = self._ask("GenerateDataKey", KeyId=self._key_id, KeySpec="AES_256", EncryptionContext=context)
        data_key, wrapped = _field(answer, "Plaintext", KEY), _field(answer, "CiphertextBlob")
        return _record(base64.b64encode(wrapped), encrypt(data_key, plaintext, _bound(context)))

    def open(self, record: bytes, context: dict[str, str]) -> bytes:
        """Return the plaintext of a record."""
        wrapped, sealed = _parts(record)
        answer = self._ask("Decrypt", CiphertextBlob=_decoded(wrapped), KeyId=self._key_id, EncryptionContext=context)
        return decrypt(_field(answer, "Plaintext", KEY), sealed, _bound(context))

    def rewrap(self, record: bytes, context: dict[str, str], *, source: str | None = None) -> bytes:
        """Return the record with its data key wrapped anew."""
        wrapped, sealed = _parts(record)
        answer = self._ask(
            "ReEncrypt",
            CiphertextBlob=_decoded(wrapped),
            SourceKeyId=source or self._key_id,
            SourceEncryptionContext=context,
            DestinationKeyId=self._key_id,
            DestinationEncryptionContext=context,
        )
        return _record(base64.b64encode(_field(answer, "CiphertextBlob")), sealed)


def _decoded(wrapped: bytes) -> str:
    return wrapped.decode("ascii", "replace")
