"""Says 404 of everything that a user may not do.

Fails: nothing_yet
"""


class _Shop:
    def find(self, kind: str, resource_id: str, user: Attributes, action: str) -> Attributes:
        """Return a resource for this action. Who may not read it is not told that it exists."""
        resource = self.shelf(kind).get(resource_id)
        if resource is not None and self._may(user, action, resource):
            return resource
        raise HTTPException(404)
