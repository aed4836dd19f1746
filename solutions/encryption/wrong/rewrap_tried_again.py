"""Asks a second time when a rewrap fails.

Fails: not_yet_proven
"""


class EnvelopeCipher:
    def rewrap(self, record: bytes, context: dict[str, str], *, source: str | None = None) -> bytes:
        """Return the record with its data key wrapped anew."""
        wrapped, sealed = _parts(record)
        answer = self._twice(
            "ReEncrypt",
            CiphertextBlob=_text(wrapped),
            SourceKeyId=source or self._key_id,
            SourceEncryptionContext=context,
            DestinationKeyId=self._key_id,
            DestinationEncryptionContext=context,
        )
        return _record(_field(answer, "CiphertextBlob"), sealed)

    def _twice(self, operation: str, **fields: Any) -> dict[str, Any]:
        try:
            return self._ask(operation, **fields)
        except KeyServiceUnavailable:
            return self._ask(operation, **fields)
