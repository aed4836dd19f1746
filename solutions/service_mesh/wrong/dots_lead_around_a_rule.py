"""Admits a path that climbs out of what the rule admits.

Fails: test_admits_no_way_around_a_rule, test_refuses_who_has_not_shown_who_it_is
"""


def is_allowed(allow: Iterable[Mapping[str, Any]], principal: str, method: str, path: str) -> bool:
    """Whether a rule lets this principal do that."""
    return any(
        rule["principal"] == principal
        and ("methods" not in rule or method in rule["methods"])
        and ("paths" not in rule or any(_is_under(path, prefix) for prefix in rule["paths"]))
        for rule in allow
    )
