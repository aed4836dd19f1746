"""Asks of who changes something that they may read it as well.

Fails: test_each_decision_is_written_down, test_who_may_change_need_not_be_able_to_read
"""


class _Shop:
    def find(self, kind: str, resource_id: str, user: Attributes, action: str) -> Attributes:
        """Return a resource for this action. Who may not read it is not told that it exists."""
        resource = self.shelf(kind).get(resource_id)
        if resource is not None and self._may(user, "read", resource) and self._may(user, action, resource):
            return resource
        if resource is not None and action != "read" and self._may(user, "read", resource):
            raise HTTPException(403, "you may not do that")
        raise HTTPException(404, NOTHING)
