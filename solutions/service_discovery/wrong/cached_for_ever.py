"""The list is asked for once and then kept, whatever happens to the instances.

Fails: test_answers_from_memory_for_max_age[default], test_answers_from_memory_for_max_age[60],
test_an_empty_list_is_an_answer, test_asks_again_max_age_after_an_outage,
test_an_answer_after_less_than_two_seconds_is_in_time, test_tells_when_there_is_no_instance,
test_no_healthy_instance_is_503[default], test_no_healthy_instance_is_503[5]
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
