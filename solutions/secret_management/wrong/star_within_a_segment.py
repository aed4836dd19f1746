"""Lets `*` end at the next `/`.

Fails: nothing
"""


def _matches(pattern: str, path: str) -> bool:
    return (
        (path.startswith(pattern[:-1]) and "/" not in path[len(pattern) - 1 :])
        if pattern.endswith("*")
        else path == pattern
    )
