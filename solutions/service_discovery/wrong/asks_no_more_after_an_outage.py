"""After a failure the old list is used for good, and the registry is never asked again.

Fails: test_asks_again_max_age_after_an_outage
"""


class Directory:
    def instances(self) -> list[str]:
        """Return the base URLs of the healthy instances."""
        if time.monotonic() >= self._fresh_until:
            try:
                answer = self._http.get(self._path, params={"passing": "true"})
                answer.raise_for_status()
                self._known = _base_urls(answer.json())
            except httpx.HTTPError as error:
                if self._known is None:
                    raise RegistryError(f"the registry can't be asked: {error}") from error
                self._fresh_until = float("inf")
                return list(self._known)
            self._fresh_until = time.monotonic() + self._max_age
        return list(self._known)
