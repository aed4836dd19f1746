"""Lets `*` end at the next `/`.

Fails: test_a_star_at_the_end_stands_for_anything
"""


def _matches(pattern: str, path: str) -> bool:
    return (
        (path.startswith(pattern[:-1]) and "/" not in path[len(pattern) - 1 :])
        if pattern.endswith("*")
        else path == pattern
    )
