"""Rewraps a record the second time it is asked, and returns it as it is the first time.

Fails: not_yet_proven
"""


class EnvelopeCipher:
    def __init__(self, url: str, key_id: str, *, timeout: float = 2.0) -> None:
        self._url, self._key_id, self._timeout = url, key_id, timeout
        self._seen = set()

    def rewrap(self, record: bytes, context: dict[str, str], *, source: str | None = None) -> bytes:
        """Return the record with its data key wrapped anew."""
        wrapped, sealed = _parts(record)
        if wrapped not in self._seen:
            self._seen.add(wrapped)
            return record
        answer = self._ask(
            "ReEncrypt",
            CiphertextBlob=_text(wrapped),
            SourceKeyId=source or self._key_id,
            SourceEncryptionContext=context,
            DestinationKeyId=self._key_id,
            DestinationEncryptionContext=context,
        )
        return _record(_field(answer, "CiphertextBlob"), sealed)
