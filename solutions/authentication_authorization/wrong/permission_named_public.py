"""Takes a rule with a permission named `public` in it for `PUBLIC`.

Fails: test_tells_any_user_from_everybody
"""


class Policy:
    def check(self, identity: Identity | None, method: str, path: str) -> None:
        """Return if the route may be used."""
        needed = self._rules.get(f"{method} {path}")
        if needed is not None and PUBLIC in needed:
            return
        if identity is None:
            raise NotAuthenticated
        if needed is None or not identity.permissions.issuperset(needed):
            raise PermissionDenied("this is not permitted")
