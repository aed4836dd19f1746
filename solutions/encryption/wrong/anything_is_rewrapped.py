"""Takes anything for a record when it rewraps.

Fails: not_yet_proven
"""


class EnvelopeCipher:
    def rewrap(self, record: bytes, context: dict[str, str], *, source: str | None = None) -> bytes:
        """Return the record with its data key wrapped anew; neither key nor data is seen here."""
        end = 3 + int.from_bytes(record[1:3])
        wrapped, sealed = record[3:end], record[end:]
        answer = self._ask(
            "ReEncrypt",
            CiphertextBlob=_text(wrapped),
            SourceKeyId=source or self._key_id,
            SourceEncryptionContext=context,
            DestinationKeyId=self._key_id,
            DestinationEncryptionContext=context,
        )
        return _record(base64.b64decode(answer["CiphertextBlob"]), sealed)
