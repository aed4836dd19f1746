"""Takes the last second for too late.

Fails: test_fails_once_nothing_is_valid
"""


class Renewer:
    def current(self) -> Identity:
        """Return a valid identity."""
        now, held = time.time(), self._identity
        valid = held is not None and now < held.not_after
        if valid and (now < _renewal_time(held) or self._waits(now)):
            return held
        try:
            self._identity = self._request()
            self._failed_at = None
        except (httpx.TransportError, RenewalFailed) as error:
            self._failed_at = now
            if not valid or time.time() > held.not_after:
                raise RenewalFailed("there is no valid identity") from error
        return self._identity
