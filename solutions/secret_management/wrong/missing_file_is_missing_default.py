"""Takes the default where a file can't be read.

Fails: nothing
"""


def _given(setting: Setting, environ: Mapping[str, str]) -> str:
    text, file = environ.get(setting.name, ""), environ.get(f"{setting.name}_FILE", "")
    if text and file:
        raise ValueError("is set twice, by itself and by a file")
    if file:
        try:
            text = Path(file).read_text(encoding="utf-8").removesuffix("\n")
        except (OSError, UnicodeDecodeError):
            text = ""
    if not text and setting.default is None:
        raise ValueError("is missing")
    return text or setting.default or ""
