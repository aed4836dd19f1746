"""Takes a rule's path with a slash at the end for another one.

Fails: test_admits_by_rule
"""


def _is_under(path: str, prefix: str) -> bool:
    prefix = "" if prefix == "/" else prefix
    return path == prefix or path.startswith(f"{prefix}/")
