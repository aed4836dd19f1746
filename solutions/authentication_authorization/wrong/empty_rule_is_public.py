"""Takes an empty rule for a public one.

Fails: test_tells_any_user_from_everybody, test_tells_a_stranger_nothing, test_serves_who_may,
    test_tells_the_stranger_from_the_known_who_may_not, test_answers_every_stranger_alike,
    test_serves_no_page_that_nobody_thought_of, test_opens_what_is_public_to_everybody,
    test_lets_nobody_in_during_an_outage, test_keeps_requests_apart
"""


class Policy:
    def check(self, identity: Identity | None, method: str, path: str) -> None:
        """Return if the route may be used."""
        needed = self._rules.get(f"{method} {path}")
        if needed == PUBLIC or (needed is not None and not needed):
            return
        if identity is None:
            raise NotAuthenticated
        if needed is None or not identity.permissions.issuperset(needed):
            raise PermissionDenied("this is not permitted")
