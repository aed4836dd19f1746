"""A lookup that is not answered in time raises httpx's ReadTimeout.

Fails: test_survives_an_outage_of_the_registry, test_tells_when_it_has_never_heard_of_any_instance,
test_waits_two_seconds_for_its_first_answer, test_outlives_the_registry[known], test_outlives_the_registry[unknown]
"""


class Directory:
    def instances(self) -> list[str]:
        """Return the base URLs of the healthy instances."""
        if time.monotonic() >= self._fresh_until:
            try:
                answer = self._http.get(self._path, params={"passing": "true"})
                answer.raise_for_status()
                self._known = _base_urls(answer.json())
            except (httpx.HTTPStatusError, httpx.NetworkError, httpx.ConnectTimeout, httpx.ProtocolError) as error:
                if self._known is None:
                    raise RegistryError(f"the registry can't be asked: {error}") from error
            self._fresh_until = time.monotonic() + self._max_age
        return list(self._known)
