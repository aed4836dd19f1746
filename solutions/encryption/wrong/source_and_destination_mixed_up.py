"""Takes the source for the destination.

Fails: not_yet_proven
"""


class EnvelopeCipher:
    def rewrap(self, record: bytes, context: dict[str, str], *, source: str | None = None) -> bytes:
        """Return the record with its data key wrapped anew."""
        wrapped, sealed = _parts(record)
        answer = self._ask(
            "ReEncrypt",
            CiphertextBlob=_text(wrapped),
            SourceKeyId=self._key_id,
            SourceEncryptionContext=context,
            DestinationKeyId=source or self._key_id,
            DestinationEncryptionContext=context,
        )
        return _record(_field(answer, "CiphertextBlob"), sealed)
