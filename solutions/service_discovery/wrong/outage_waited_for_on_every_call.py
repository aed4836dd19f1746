"""While the registry hangs, every single call waits for it before the old list is used.

Fails: test_a_registry_that_hangs_costs_two_seconds_once, test_asks_again_max_age_after_an_outage
"""


class Directory:
    def instances(self) -> list[str]:
        """Return the base URLs of the healthy instances."""
        if time.monotonic() >= self._fresh_until:
            try:
                answer = self._http.get(self._path, params={"passing": "true"})
                answer.raise_for_status()
                self._known = _base_urls(answer.json())
                self._fresh_until = time.monotonic() + self._max_age
            except httpx.HTTPError as error:
                if self._known is None:
                    raise RegistryError(f"the registry can't be asked: {error}") from error
        return list(self._known)
