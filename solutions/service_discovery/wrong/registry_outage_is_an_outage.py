"""When the registry fails, so does every caller, though all instances are well.

Fails: test_survives_an_outage_of_the_registry, test_an_empty_list_is_an_answer, test_outlives_the_registry[known]
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
                raise RegistryError(f"the registry can't be asked: {error}") from error
            self._fresh_until = time.monotonic() + self._max_age
        return list(self._known)
