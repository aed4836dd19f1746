"""Wraps under the source again, and not under its own key.

Fails: test_a_record_moves_from_one_key_to_another
"""


class EnvelopeCipher:
    def rewrap(self, record: bytes, context: dict[str, str], *, source: str | None = None) -> bytes:
        """Return the record with its data key wrapped anew; neither key nor data is seen here."""
        wrapped, sealed = _parts(record)
        answer = self._ask(
            "ReEncrypt",
            CiphertextBlob=_text(wrapped),
            SourceKeyId=source or self._key_id,
            SourceEncryptionContext=context,
            DestinationKeyId=source or self._key_id,
            DestinationEncryptionContext=context,
        )
        return _record(base64.b64decode(answer["CiphertextBlob"]), sealed)
