"""Gives up for good if there are no keys at the first request.

Fails: test_the_first_keys_may_come_later, test_without_any_keys_the_answer_is_503
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
            self._quiet_until = time.monotonic() + self._cooldown
            if self._keys is None:
                self._quiet_until = float("inf")
