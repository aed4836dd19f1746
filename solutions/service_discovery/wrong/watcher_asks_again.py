"""The watcher asks the registry each time somebody wants to know the instances.

Fails: test_knowing_the_instances_costs_nothing
"""


class Watcher:
    def instances(self) -> list[str]:
        """Return what is known."""
        if not self._index:
            return []
        return _base_urls(self._http.get(self._path, params={"passing": "true"}).json())
