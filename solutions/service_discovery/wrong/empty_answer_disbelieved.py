"""A list without a healthy instance is taken for a mistake of the registry, and the old one used instead.

Fails: test_an_empty_list_is_an_answer, test_tells_when_there_is_no_instance,
test_no_healthy_instance_is_503[default], test_no_healthy_instance_is_503[5]
"""


class Directory:
    def instances(self) -> list[str]:
        """Return the base URLs of the healthy instances."""
        if time.monotonic() >= self._fresh_until:
            try:
                answer = self._http.get(self._path, params={"passing": "true"})
                answer.raise_for_status()
                self._known = _base_urls(answer.json()) or self._known
            except httpx.HTTPError as error:
                if self._known is None:
                    raise RegistryError(f"the registry can't be asked: {error}") from error
            self._fresh_until = time.monotonic() + self._max_age
        return list(self._known)
