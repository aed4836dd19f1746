"""Takes the file where a setting is set twice.

Fails: test_tells_all_problems_and_no_value
"""


def _given(setting: Setting, environ: Mapping[str, str]) -> str:
    text, file = environ.get(setting.name, ""), environ.get(f"{setting.name}_FILE", "")
    if file:
        try:
            text = Path(file).read_text(encoding="utf-8").removesuffix("\n")
        except (OSError, UnicodeDecodeError):
            raise ValueError("is in a file that can't be read") from None
    if not text and setting.default is None:
        raise ValueError("is missing")
    return text or setting.default or ""
