"""Takes a placeholder for a secret.

Fails: test_a_placeholder_is_no_secret
"""


def _is_placeholder(text: str) -> bool:
    return text.startswith(("${", "{", "<", "%", "$(")) or len(set(text)) == 1
