"""Keeps the data key of a context, and seals all of its records with it.

Fails: test_each_record_has_a_data_key_of_its_own, test_every_bit_of_a_record_counts,
    test_a_disabled_key_does_nothing, test_an_outage_is_told_as_one, test_waits_no_longer_than_the_timeout
"""


class EnvelopeCipher:
    def __init__(self, url: str, key_id: str, *, timeout: float = 2.0) -> None:
        self._url, self._key_id, self._timeout = url, key_id, timeout
        self._known = {}

    def seal(self, plaintext: bytes, context: dict[str, str]) -> bytes:
        """Return a record. The data key is used this once and forgotten."""
        place = _bound(context)
        if place not in self._known:
            self._known[place] = self._ask(
                "GenerateDataKey", KeyId=self._key_id, KeySpec="AES_256", EncryptionContext=context
            )
        answer = self._known[place]
        data_key, wrapped = (base64.b64decode(answer[name]) for name in ("Plaintext", "CiphertextBlob"))
        return _record(wrapped, encrypt(data_key, plaintext, _bound(context)))
