"""Says 401 to somebody known who may not.

Fails: test_example_knows_who_may_see_the_seats, test_asks_for_every_permission_of_a_rule,
    test_compares_permissions_to_the_letter, test_refuses_what_no_rule_names,
    test_tells_the_stranger_from_the_known_who_may_not, test_tells_a_token_that_its_scope_is_too_narrow,
    test_refuses_a_route_without_a_rule, test_judges_a_body_last
"""


class Policy:
    def check(self, identity: Identity | None, method: str, path: str) -> None:
        """Return if the route may be used."""
        needed = self._rules.get(f"{method} {path}")
        if needed == PUBLIC:
            return
        if identity is None:
            raise NotAuthenticated
        if needed is None or not identity.permissions.issuperset(needed):
            raise NotAuthenticated
