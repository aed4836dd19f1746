"""Of the instances in the registry's answer, the directory takes the first alone.

Fails: test_lists_the_instances_of_its_service, test_a_base_url_has_its_port,
    test_takes_the_instances_in_turn, test_tries_each_instance_once_and_then_gives_up[connection],
    test_tries_each_instance_once_and_then_gives_up[status], test_spreads_requests_over_the_instances,
    test_every_caller_gets_to_the_instance_that_works
"""


class Directory:
    def instances(self) -> list[str]:
        """Return the base URLs of the healthy instances."""
        if time.monotonic() >= self._fresh_until:
            try:
                answer = self._http.get(self._path, params={"passing": "true"})
                answer.raise_for_status()
                self._known = _base_urls(answer.json())[:1]
            except httpx.HTTPError as error:
                if self._known is None:
                    raise RegistryError(f"the registry can't be asked: {error}") from error
            self._fresh_until = time.monotonic() + self._max_age
        return list(self._known)
