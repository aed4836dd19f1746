"""Takes anything for a record and lets the key service find out.

Fails: test_every_bit_of_a_record_counts, test_what_is_no_record_is_not_asked_about,
    test_what_is_no_record_is_not_rewrapped
"""


def _parts(record: bytes) -> tuple[bytes, bytes]:
    """Return the wrapped key and the sealed data of a record, or raise DecryptionError."""
    end = 3 + int.from_bytes(record[1:3])
    return record[3:end], record[end:]
