"""Expects answers that do not come, and no connection that does not.

Fails: test_known_keys_outlast_a_failed_request[never connected], test_without_any_keys_it_says_so
"""

EXPECTED = (httpx.NetworkError, httpx.ReadTimeout, httpx.RemoteProtocolError, httpx.HTTPStatusError)


class KeyCache:
    def _fetch(self) -> None:
        """Replace the set; on failure go on with the one we have, and leave the auth server alone for a while."""
        try:
            answer = httpx.get(self._url, timeout=KEYS_TIMEOUT)
            answer.raise_for_status()
            self._keys = _by_name(answer.json()["keys"])
            self._fresh_until = time.monotonic() + self._max_age
        except (*EXPECTED, ValueError, KeyError, TypeError):
            self._quiet_until = time.monotonic() + self._cooldown
