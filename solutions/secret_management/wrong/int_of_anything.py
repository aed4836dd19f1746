"""Takes for a whole number whatever int() takes.

Fails: test_a_whole_number_is_digits
"""


def _value(setting: Setting, text: str) -> Any:
    if setting.kind == "integer":
        try:
            return int(text)
        except ValueError:
            raise ValueError("is no whole number") from None
    if setting.kind == "secret":
        if text.lower() in PLACEHOLDERS:
            raise ValueError("is a placeholder")
        return Secret(text)
    return text
