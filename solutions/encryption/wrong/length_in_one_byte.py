"""Looks at the second of the two bytes of the length alone.

Fails: test_a_record_is_as_documented, test_every_bit_of_a_record_counts
"""


def _record(wrapped: bytes, sealed: bytes) -> bytes:
    return RECORD + bytes([0, len(wrapped) % 256]) + wrapped + sealed


def _parts(record: bytes) -> tuple[bytes, bytes]:
    """Return the wrapped key and the sealed data of a record, or raise DecryptionError."""
    end = 3 + int.from_bytes(record[2:3])
    if record[:1] != RECORD or end == 3 or len(record) < end + NONCE + TAG:
        raise DecryptionError("it does not open")
    return record[3:end], record[end:]
