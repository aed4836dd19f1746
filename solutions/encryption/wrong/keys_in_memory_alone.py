"""Opens what this very cipher has sealed, and nothing else.

Fails: not_yet_proven
Breaks the whole: a cipher that does not ask the key service breaks what envelope, outages and rotation are about.
"""


class EnvelopeCipher:
    def __init__(self, url: str, key_id: str, *, timeout: float = 2.0) -> None:
        self._url, self._key_id, self._timeout = url, key_id, timeout
        self._known = {}

    def seal(self, plaintext: bytes, context: dict[str, str]) -> bytes:
        """Return a record."""
        answer = self._ask("GenerateDataKey", KeyId=self._key_id, KeySpec="AES_256", EncryptionContext=context)
        data_key, wrapped = _field(answer, "Plaintext", KEY), _field(answer, "CiphertextBlob")
        self._known[wrapped] = data_key
        return _record(wrapped, encrypt(data_key, plaintext, _bound(context)))

    def open(self, record: bytes, context: dict[str, str]) -> bytes:
        """Return the plaintext of a record."""
        wrapped, sealed = _parts(record)
        if wrapped not in self._known:
            raise DecryptionError("it does not open")
        return decrypt(self._known[wrapped], sealed, _bound(context))
