"""Looks at the rule before it looks at who asks.

Fails: test_tells_a_stranger_nothing, test_refuses_a_route_without_a_rule
"""


class Policy:
    def check(self, identity: Identity | None, method: str, path: str) -> None:
        """Return if the route may be used."""
        needed = self._rules.get(f"{method} {path}")
        if needed == PUBLIC:
            return
        if needed is None:
            raise PermissionDenied("this is not permitted")
        if identity is None:
            raise NotAuthenticated
        if not identity.permissions.issuperset(needed):
            raise PermissionDenied("this is not permitted")
