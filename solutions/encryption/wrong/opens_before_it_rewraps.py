"""Opens a record of its own key to see whether it is sound before it rewraps it.

Fails: test_rewrapping_sees_neither_key_nor_data
"""


class EnvelopeCipher:
    def rewrap(self, record: bytes, context: dict[str, str], *, source: str | None = None) -> bytes:
        """Return the record with its data key wrapped anew; neither key nor data is seen here."""
        wrapped, sealed = _parts(record)
        if source is None:
            self.open(record, context)
        answer = self._ask(
            "ReEncrypt",
            CiphertextBlob=_text(wrapped),
            SourceKeyId=source or self._key_id,
            SourceEncryptionContext=context,
            DestinationKeyId=self._key_id,
            DestinationEncryptionContext=context,
        )
        return _record(base64.b64decode(answer["CiphertextBlob"]), sealed)
