"""Takes `${…}` for a secret.

Fails: nothing
"""


def _is_placeholder(text: str) -> bool:
    return text.lower() in PLACEHOLDERS or text.startswith(("{", "<", "%")) or len(set(text)) == 1
