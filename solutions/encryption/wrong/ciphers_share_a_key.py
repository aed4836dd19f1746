"""Keeps the key's name in the class.

Fails: test_tells_the_key_service_key_and_context, test_a_record_of_another_key_is_not_ours,
    test_a_record_moves_from_one_key_to_another
"""


class EnvelopeCipher:
    def __init__(self, url: str, key_id: str, *, timeout: float = 2.0) -> None:
        self._url, self._timeout = url, timeout
        EnvelopeCipher._key_id = key_id
