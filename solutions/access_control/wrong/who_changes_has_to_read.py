"""Asks of who changes something that they may read it as well.

Fails: test_changes_what_may_be_changed, test_deletes_what_may_be_deleted
"""


class _Shop:
    def find(self, kind: str, resource_id: str, user: Attributes, action: str) -> Attributes:
        """Return a resource for this action. Who may not read it is not told that it exists."""
        resource = self.shelf(kind).get(resource_id)
        if resource is not None and self._may(user, action, resource) and self._may(user, "read", resource):
            return resource
        readable = resource is not None and action != "read" and self._may(user, "read", resource)
        raise HTTPException(403 if readable else 404)
