"""Tries the auth server again for each token while it is down.

Fails: test_after_a_failed_request_nobody_is_asked
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
            return
