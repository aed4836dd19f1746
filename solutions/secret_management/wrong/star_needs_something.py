"""Does not let `*` stand for nothing.

Fails: test_a_star_at_the_end_stands_for_anything
"""


def _matches(pattern: str, path: str) -> bool:
    return (path.startswith(pattern[:-1]) and path != pattern[:-1]) if pattern.endswith("*") else path == pattern
