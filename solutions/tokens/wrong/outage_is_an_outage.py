"""Throws the known keys away when the auth server can't be asked.

Fails: test_known_keys_outlast_a_failed_request[4xx], test_known_keys_outlast_a_failed_request[5xx],
    test_known_keys_outlast_a_failed_request[broken], test_known_keys_outlast_a_failed_request[never connected],
    test_known_keys_outlast_a_failed_request[no JSON], test_known_keys_outlast_a_failed_request[no answer],
    test_known_keys_outlast_a_failed_request[no set], test_known_keys_outlast_a_failed_request[refused],
    test_with_known_keys_nobody_notices_an_outage
"""


class KeyCache:
    def _fetch(self) -> None:
        """Replace the set; on failure go on with the one we have, and leave the auth server alone for a while."""
        try:
            answer = httpx.get(self._url, timeout=KEYS_TIMEOUT)
            answer.raise_for_status()
            self._keys = _by_name(answer.json()["keys"])
            self._fresh_until = time.monotonic() + self._max_age
        except (httpx.HTTPError, ValueError, KeyError, TypeError):
            self._keys = None
            self._quiet_until = time.monotonic() + self._cooldown
