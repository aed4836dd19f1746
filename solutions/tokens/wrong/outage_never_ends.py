"""After a failed request it never asks again.

Fails: test_an_outage_is_not_waited_for_on_each_call
"""


class KeyCache:
    def _ask(self) -> None:
        """Fetch the set; on failure go on with the one we have, and leave the auth server alone for a while."""
        try:
            answer = httpx.get(self._url, timeout=KEYS_TIMEOUT)
            answer.raise_for_status()
            self._keys = {key["kid"]: key for key in answer.json()["keys"] if "kid" in key}
            self._fresh_until = time.monotonic() + self._max_age
        except (httpx.HTTPError, ValueError, KeyError, TypeError):
            self._fresh_until = self._quiet_until = float("inf")
