"""Allows what no rule names.

Fails: test_refuses_what_no_rule_names, test_refuses_a_route_without_a_rule
"""


class Policy:
    def check(self, identity: Identity | None, method: str, path: str) -> None:
        """Return if the route may be used."""
        needed = self._rules.get(f"{method} {path}")
        if needed == PUBLIC:
            return
        if identity is None:
            raise NotAuthenticated
        if needed is not None and not identity.permissions.issuperset(needed):
            raise PermissionDenied("this is not permitted")
