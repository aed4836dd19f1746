"""Repeats the id in its 404.

Fails: test_what_may_not_be_read_is_not_there, test_who_may_not_change_it_changes_nothing
"""


class _Shop:
    def find(self, kind: str, resource_id: str, user: Attributes, action: str) -> Attributes:
        """Return a resource for this action. Who may not read it is not told that it exists."""
        resource = self.shelf(kind).get(resource_id)
        if resource is not None and self._may(user, action, resource):
            return resource
        readable = resource is not None and action != "read" and self._may(user, "read", resource)
        raise HTTPException(403 if readable else 404, f"nothing to see at {resource_id}")
