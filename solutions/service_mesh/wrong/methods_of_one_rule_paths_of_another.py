"""Mixes the methods of one rule with the paths of another.

Fails: test_admits_by_rule
"""


def is_allowed(allow: Iterable[Mapping[str, Any]], principal: str, method: str, path: str) -> bool:
    """Whether a rule lets this principal do that."""
    if {".", ".."} & set(path.split("/")):
        return False
    rules = [rule for rule in allow if rule["principal"] == principal]
    by_method = any("methods" not in rule or method in rule["methods"] for rule in rules)
    return by_method and any(
        "paths" not in rule or any(_is_under(path, prefix) for prefix in rule["paths"]) for rule in rules
    )
