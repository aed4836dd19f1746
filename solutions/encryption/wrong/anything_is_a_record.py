"""Takes anything for a record and lets the key service find out.

Fails: not_yet_proven
"""


def _parts(record: bytes) -> tuple[bytes, bytes]:
    """Return the wrapped key and the sealed data of a record, or raise DecryptionError."""
    end = 3 + int.from_bytes(record[1:3])
    return record[3:end], record[end:]
