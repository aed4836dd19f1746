"""The list is asked for once and then kept, whatever happens to the instances.

Fails: test_asks_the_registry_once_per_max_age, test_forgets_what_died_once_the_list_is_old,
test_asks_again_after_an_outage, test_believes_that_there_are_none, test_no_healthy_instance_is_503
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
