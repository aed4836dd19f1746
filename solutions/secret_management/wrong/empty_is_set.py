"""Takes an empty variable for one that is set.

Fails: test_tells_all_problems_and_no_value, test_what_is_not_there_has_its_default
"""


def _given(setting: Setting, environ: Mapping[str, str]) -> str:
    text, file = environ.get(setting.name, ""), environ.get(f"{setting.name}_FILE", "")
    if text and file:
        raise ValueError("is set twice, by itself and by a file")
    if file:
        try:
            text = Path(file).read_text(encoding="utf-8").removesuffix("\n")
        except (OSError, UnicodeDecodeError):
            raise ValueError("is in a file that can't be read") from None
    if setting.name not in environ and not file and setting.default is None:
        raise ValueError("is missing")
    return text if setting.name in environ or file else setting.default or ""
