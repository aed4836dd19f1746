"""Expects time-outs and bad answers, but no refused connection.

Fails: test_after_the_cooldown_the_next_get_tries_again, test_known_keys_outlast_a_failed_request[refused],
    test_with_known_keys_nobody_notices_an_outage, test_without_any_keys_it_says_so,
    test_without_any_keys_the_answer_is_503
"""

EXPECTED = (httpx.TimeoutException, httpx.ReadError, httpx.RemoteProtocolError, httpx.HTTPStatusError)


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
