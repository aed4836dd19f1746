"""Renews a moment after two thirds.

Fails: test_renews_after_two_thirds, test_each_certificate_has_a_new_key, test_tries_again_after_half_a_minute,
    test_a_renewal_drops_no_connection
"""


class Renewer:
    def current(self) -> Identity:
        """Return a valid identity."""
        now, held = time.time(), self._identity
        valid = held is not None and now <= held.not_after
        if valid and (now <= _renewal_time(held) or self._waits(now)):
            return held
        try:
            self._identity = self._request()
            self._failed_at = None
        except (httpx.TransportError, RenewalFailed) as error:
            self._failed_at = now
            if not valid or time.time() > held.not_after:
                raise RenewalFailed("there is no valid identity") from error
        return self._identity
