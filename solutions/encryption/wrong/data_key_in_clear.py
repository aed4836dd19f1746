"""Stores the data key in clear where the wrapped one belongs.

Fails: test_a_record_is_as_documented, test_opens_records_of_others, test_no_data_key_lies_beside_its_data,
    test_tells_the_key_service_key_and_context, test_a_record_of_another_key_is_not_ours,
    test_a_disabled_key_does_nothing, test_every_other_4xx_is_a_refusal, test_an_outage_is_told_as_one,
    test_a_service_that_fails_or_throttles_is_an_outage, test_waits_no_longer_than_the_timeout,
    test_a_record_is_wrapped_anew, test_the_data_stays_as_it_is, test_rewrapping_sees_neither_key_nor_data,
    test_a_record_moves_from_one_key_to_another, test_only_what_fits_is_rewrapped,
    test_what_is_no_record_is_not_rewrapped, test_a_record_outlives_a_failed_rewrap
Breaks the whole: the key service has no part in opening a record
"""


class EnvelopeCipher:
    def seal(self, plaintext: bytes, context: dict[str, str]) -> bytes:
        """Return a record. The data key is used this once and forgotten."""
        answer = self._ask("GenerateDataKey", KeyId=self._key_id, KeySpec="AES_256", EncryptionContext=context)
        data_key = base64.b64decode(answer["Plaintext"])
        return _record(data_key, encrypt(data_key, plaintext, _bound(context)))

    def open(self, record: bytes, context: dict[str, str]) -> bytes:
        """Return the plaintext of a record."""
        wrapped, sealed = _parts(record)
        try:
            return decrypt(wrapped, sealed, _bound(context))
        except ValueError:
            raise DecryptionError("it does not open") from None
