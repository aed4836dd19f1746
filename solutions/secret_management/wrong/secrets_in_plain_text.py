"""Gives a secret as plain text.

Fails: test_reads_each_kind
"""


def _value(setting: Setting, text: str) -> Any:
    if setting.kind == "integer":
        if not re.fullmatch(r"-?[0-9]+", text):
            raise ValueError("is no whole number")
        return int(text)
    if setting.kind == "secret":
        if text.lower() in PLACEHOLDERS:
            raise ValueError("is a placeholder")
        return text
    return text
