"""Sorts the rules that it is given.

Fails: test_admits_by_rule
"""


def is_allowed(allow: Iterable[Mapping[str, Any]], principal: str, method: str, path: str) -> bool:
    """Whether a rule lets this principal do that."""
    if {".", ".."} & set(path.split("/")):
        return False
    if isinstance(allow, list):
        allow.sort(key=lambda rule: rule["principal"])
    return any(
        rule["principal"] == principal
        and ("methods" not in rule or method in rule["methods"])
        and ("paths" not in rule or any(_is_under(path, prefix) for prefix in rule["paths"]))
        for rule in allow
    )
