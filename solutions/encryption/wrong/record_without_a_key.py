"""Asks the service about a wrapped key of no bytes.

Fails: test_what_is_no_record_is_not_asked_about, test_what_is_no_record_is_not_rewrapped
"""


def _parts(record: bytes) -> tuple[bytes, bytes]:
    """Return the wrapped key and the sealed data of a record, or raise DecryptionError."""
    end = 3 + int.from_bytes(record[1:3])
    if record[:1] != RECORD or len(record) < end + NONCE + TAG:
        raise DecryptionError("it does not open")
    return record[3:end], record[end:]
