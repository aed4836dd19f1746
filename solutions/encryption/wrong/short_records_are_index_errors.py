"""Looks at the first byte of a record without looking whether there is one.

Fails: not_yet_proven
"""


def _parts(record: bytes) -> tuple[bytes, bytes]:
    """Return the wrapped key and the sealed data of a record."""
    end = 3 + int.from_bytes(record[1:3])
    if record[0] != 1 or end == 3 or len(record) < end + NONCE + TAG:
        raise DecryptionError("it does not open")
    return record[3:end], record[end:]
