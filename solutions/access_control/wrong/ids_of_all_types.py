"""Looks for an id among the resources of all types.

Fails: nothing_yet
"""


class _Shop:
    def find(self, kind: str, resource_id: str, user: Attributes, action: str) -> Attributes:
        """Return a resource for this action. Who may not read it is not told that it exists."""
        self.shelf(kind)
        resource = next((of[resource_id] for of in self._store.values() if resource_id in of), None)
        if resource is not None and self._may(user, action, resource):
            return resource
        if resource is not None and action != "read" and self._may(user, "read", resource):
            raise HTTPException(403, "you may not do that")
        raise HTTPException(404, NOTHING)
