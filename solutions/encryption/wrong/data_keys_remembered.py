"""Remembers the data keys of the records that it has opened.

Fails: test_tells_the_key_service_key_and_context, test_a_disabled_key_does_nothing, test_an_outage_is_told_as_one,
    test_waits_no_longer_than_the_timeout
"""


class EnvelopeCipher:
    def __init__(self, url: str, key_id: str, *, timeout: float = 2.0) -> None:
        self._url, self._key_id, self._timeout = url, key_id, timeout
        self._known = {}

    def open(self, record: bytes, context: dict[str, str]) -> bytes:
        """Return the plaintext of a record."""
        wrapped, sealed = _parts(record)
        place = wrapped, _bound(context)
        if place not in self._known:
            self._known[place] = self._ask(
                "Decrypt", CiphertextBlob=_text(wrapped), KeyId=self._key_id, EncryptionContext=context
            )
        answer = self._known[place]
        return decrypt(base64.b64decode(answer["Plaintext"]), sealed, _bound(context))
