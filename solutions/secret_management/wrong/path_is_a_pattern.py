"""Takes a rule for a regular expression.

Fails: nothing
"""


def _matches(pattern: str, path: str) -> bool:
    if pattern.endswith("*"):
        return re.match(pattern[:-1], path) is not None
    return path == pattern or (set("*[?") & set(pattern) == set() and re.fullmatch(pattern, path) is not None)
