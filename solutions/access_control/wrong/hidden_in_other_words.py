"""Says 404 of a hidden resource, in other words than of one that there is not.

Fails: nothing_yet
"""


class _Shop:
    def find(self, kind: str, resource_id: str, user: Attributes, action: str) -> Attributes:
        """Return a resource for this action. Who may not read it is not told that it exists."""
        resource = self.shelf(kind).get(resource_id)
        if resource is not None and self._may(user, action, resource):
            return resource
        if resource is not None and action != "read" and self._may(user, "read", resource):
            raise HTTPException(403, "you may not do that")
        raise HTTPException(404, NOTHING if resource is None else "nothing that you may see")
