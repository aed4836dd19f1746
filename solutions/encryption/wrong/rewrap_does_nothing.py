"""Returns the record as it is: it opens, after all.

Fails: test_a_record_is_wrapped_anew, test_the_data_stays_as_it_is, test_rewrapping_sees_neither_key_nor_data,
    test_a_record_moves_from_one_key_to_another, test_only_what_fits_is_rewrapped,
    test_a_record_outlives_a_failed_rewrap
"""


class EnvelopeCipher:
    def rewrap(self, record: bytes, context: dict[str, str], *, source: str | None = None) -> bytes:
        """Return the record with its data key wrapped anew; neither key nor data is seen here."""
        _parts(record)
        return record
