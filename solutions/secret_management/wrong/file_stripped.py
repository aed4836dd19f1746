"""Strips all white space off the value in a file.

Fails: test_reads_from_a_file
"""


def _given(setting: Setting, environ: Mapping[str, str]) -> str:
    text, file = environ.get(setting.name, ""), environ.get(f"{setting.name}_FILE", "")
    if text and file:
        raise ValueError("is set twice, by itself and by a file")
    if file:
        try:
            text = Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise ValueError("is in a file that can't be read") from None
    if not text and setting.default is None:
        raise ValueError("is missing")
    return text or setting.default or ""
