"""Writes the length of the wrapped key with its small end first.

Fails: not_yet_proven
"""


def _record(wrapped: bytes, sealed: bytes) -> bytes:
    return RECORD + len(wrapped).to_bytes(2, "little") + wrapped + sealed


def _parts(record: bytes) -> tuple[bytes, bytes]:
    """Return the wrapped key and the sealed data of a record, or raise DecryptionError."""
    end = 3 + int.from_bytes(record[1:3], "little")
    if record[:1] != RECORD or end == 3 or len(record) < end + NONCE + TAG:
        raise DecryptionError("it does not open")
    return record[3:end], record[end:]
