"""Names the source only if it was told one.

Fails: not_yet_proven
"""


class EnvelopeCipher:
    def rewrap(self, record: bytes, context: dict[str, str], *, source: str | None = None) -> bytes:
        """Return the record with its data key wrapped anew."""
        wrapped, sealed = _parts(record)
        named = {"SourceKeyId": source} if source else {}
        answer = self._ask(
            "ReEncrypt",
            **named,
            CiphertextBlob=_text(wrapped),
            SourceEncryptionContext=context,
            DestinationKeyId=self._key_id,
            DestinationEncryptionContext=context,
        )
        return _record(_field(answer, "CiphertextBlob"), sealed)
