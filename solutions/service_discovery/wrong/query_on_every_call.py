"""The registry is asked each time somebody wants the list.

Fails: test_answers_from_memory_for_max_age[default], test_answers_from_memory_for_max_age[60],
test_a_registry_that_hangs_costs_two_seconds_once, test_asks_again_max_age_after_an_outage,
test_no_healthy_instance_is_503[default], test_no_healthy_instance_is_503[5]
"""


class Directory:
    def instances(self) -> list[str]:
        """Return the base URLs of the healthy instances."""
        if True:
            try:
                answer = self._http.get(self._path, params={"passing": "true"})
                answer.raise_for_status()
                self._known = _base_urls(answer.json())
            except httpx.HTTPError as error:
                if self._known is None:
                    raise RegistryError(f"the registry can't be asked: {error}") from error
            self._fresh_until = time.monotonic() + self._max_age
        return list(self._known)
