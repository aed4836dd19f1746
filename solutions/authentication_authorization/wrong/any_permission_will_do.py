"""Is content with one of the permissions.

Fails: test_asks_for_every_permission_of_a_rule, test_tells_the_stranger_from_the_known_who_may_not
"""


class Policy:
    def check(self, identity: Identity | None, method: str, path: str) -> None:
        """Return if the route may be used."""
        needed = self._rules.get(f"{method} {path}")
        if needed == PUBLIC:
            return
        if identity is None:
            raise NotAuthenticated
        if needed is None or (needed and identity.permissions.isdisjoint(needed)):
            raise PermissionDenied("this is not permitted")
