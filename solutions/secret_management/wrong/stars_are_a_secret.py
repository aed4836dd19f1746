"""Takes a text of stars for a secret.

Fails: nothing
"""


def _is_placeholder(text: str) -> bool:
    return text.lower() in PLACEHOLDERS or text.startswith(("${", "{", "<", "%", "$("))
