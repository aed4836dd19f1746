"""Knows placeholders in small letters only.

Fails: test_tells_all_problems_and_no_value
"""


def _value(setting: Setting, text: str) -> Any:
    if setting.kind == "integer":
        if not re.fullmatch(r"-?[0-9]+", text):
            raise ValueError("is no whole number")
        return int(text)
    if setting.kind == "secret":
        if text in PLACEHOLDERS:
            raise ValueError("is a placeholder")
        return Secret(text)
    return text
