"""Takes a rule for a regular expression.

Fails: test_a_star_at_the_end_stands_for_anything
"""


def _matches(pattern: str, path: str) -> bool:
    if pattern.endswith("*"):
        return re.match(pattern[:-1], path) is not None
    return path == pattern or (set("*[?") & set(pattern) == set() and re.fullmatch(pattern, path) is not None)
