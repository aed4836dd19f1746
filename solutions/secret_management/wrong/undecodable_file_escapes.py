"""Lets a file that is not UTF-8 end in a UnicodeDecodeError.

Fails: test_tells_all_problems_and_no_value
"""


def _given(setting: Setting, environ: Mapping[str, str]) -> str:
    text, file = environ.get(setting.name, ""), environ.get(f"{setting.name}_FILE", "")
    if text and file:
        raise ValueError("is set twice, by itself and by a file")
    if file:
        try:
            text = Path(file).read_text(encoding="utf-8").removesuffix("\n")
        except OSError:
            raise ValueError("is in a file that can't be read") from None
        except UnicodeDecodeError as error:
            raise RuntimeError("not UTF-8") from error
    if not text and setting.default is None:
        raise ValueError("is missing")
    return text or setting.default or ""
