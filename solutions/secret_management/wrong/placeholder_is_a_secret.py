"""Takes a placeholder for a secret.

Fails: nothing
"""


def _is_placeholder(text: str) -> bool:
    return text.startswith(("${", "{", "<", "%", "$(")) or len(set(text)) == 1
