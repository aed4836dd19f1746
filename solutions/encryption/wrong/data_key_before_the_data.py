"""Puts the data key in clear in front of the ciphertext, and wants it there.

Fails: test_a_record_is_as_documented, test_opens_records_of_others, test_each_record_has_a_data_key_of_its_own,
    test_no_data_key_lies_beside_its_data, test_every_bit_of_a_record_counts
"""


class EnvelopeCipher:
    def seal(self, plaintext: bytes, context: dict[str, str]) -> bytes:
        """Return a record. The data key is used this once and forgotten."""
        answer = self._ask("GenerateDataKey", KeyId=self._key_id, KeySpec="AES_256", EncryptionContext=context)
        data_key, wrapped = (base64.b64decode(answer[name]) for name in ("Plaintext", "CiphertextBlob"))
        return _record(wrapped, data_key + encrypt(data_key, plaintext, _bound(context)))

    def open(self, record: bytes, context: dict[str, str]) -> bytes:
        """Return the plaintext of a record."""
        wrapped, sealed = _parts(record)
        answer = self._ask("Decrypt", CiphertextBlob=_text(wrapped), KeyId=self._key_id, EncryptionContext=context)
        return decrypt(base64.b64decode(answer["Plaintext"]), sealed[KEY:], _bound(context))
