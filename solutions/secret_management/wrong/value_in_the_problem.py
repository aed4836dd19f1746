"""Says in the problem what the setting was.

Fails: test_tells_all_problems_and_no_value
"""


def _value(setting: Setting, text: str) -> Any:
    if setting.kind == "integer":
        if not re.fullmatch(r"-?[0-9]+", text):
            raise ValueError(f"is no whole number: {text}")
        return int(text)
    if setting.kind == "secret":
        if text.lower() in PLACEHOLDERS:
            raise ValueError("is a placeholder")
        return Secret(text)
    return text
