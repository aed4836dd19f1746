"""The watcher asks the registry each time somebody wants to know the instances.

Fails: test_knowing_the_instances_costs_nothing
"""


class Watcher:
    def instances(self) -> list[str]:
        """Return what is known, without asking anybody."""
        if self._index:
            self._http.get(self._path, params={"passing": "true"})
        return list(self._known)
