"""Takes `${…}` for a secret.

Fails: test_a_placeholder_is_no_secret
"""


def _is_placeholder(text: str) -> bool:
    return text.lower() in PLACEHOLDERS or text.startswith(("{", "<", "%")) or len(set(text)) == 1
