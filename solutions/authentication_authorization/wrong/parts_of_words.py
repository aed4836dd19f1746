"""Finds a permission within another one.

Fails: test_compares_permissions_to_the_letter
"""


class Policy:
    def check(self, identity: Identity | None, method: str, path: str) -> None:
        """Return if the route may be used."""
        needed = self._rules.get(f"{method} {path}")
        if needed == PUBLIC:
            return
        if identity is None:
            raise NotAuthenticated
        if needed is None or not all(each in " ".join(identity.permissions) for each in needed):
            raise PermissionDenied("this is not permitted")
