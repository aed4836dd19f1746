"""Returns the old record when the service can't be had.

Fails: test_a_record_outlives_a_failed_rewrap
"""


class EnvelopeCipher:
    def rewrap(self, record: bytes, context: dict[str, str], *, source: str | None = None) -> bytes:
        """Return the record with its data key wrapped anew; neither key nor data is seen here."""
        try:
            return self._rewrapped(record, context, source or self._key_id)
        except KeyServiceUnavailable:
            return record

    def _rewrapped(self, record: bytes, context: dict[str, str], source: str) -> bytes:
        wrapped, sealed = _parts(record)
        answer = self._ask(
            "ReEncrypt",
            CiphertextBlob=_text(wrapped),
            SourceKeyId=source,
            SourceEncryptionContext=context,
            DestinationKeyId=self._key_id,
            DestinationEncryptionContext=context,
        )
        return _record(base64.b64decode(answer["CiphertextBlob"]), sealed)
