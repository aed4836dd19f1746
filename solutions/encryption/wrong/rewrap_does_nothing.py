"""Returns the record as it is: it opens, after all.

Fails: not_yet_proven
"""


class EnvelopeCipher:
    def rewrap(self, record: bytes, context: dict[str, str], *, source: str | None = None) -> bytes:
        """Return the record."""
        _parts(record)
        return record
