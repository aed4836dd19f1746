"""Does not let `*` stand for nothing.

Fails: nothing
"""


def _matches(pattern: str, path: str) -> bool:
    return (path.startswith(pattern[:-1]) and path != pattern[:-1]) if pattern.endswith("*") else path == pattern
