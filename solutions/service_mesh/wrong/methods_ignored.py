"""Admits whatever the method.

Fails: test_admits_by_rule, test_refuses_who_has_not_shown_who_it_is
"""


def is_allowed(allow: Iterable[Mapping[str, Any]], principal: str, method: str, path: str) -> bool:
    """Whether a rule lets this principal do that."""
    if {".", ".."} & set(path.split("/")):
        return False
    return any(
        rule["principal"] == principal
        and ("paths" not in rule or any(_is_under(path, prefix) for prefix in rule["paths"]))
        for rule in allow
    )
