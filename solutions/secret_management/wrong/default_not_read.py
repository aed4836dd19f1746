"""Gives a default as it is, and not as the kind says.

Fails: test_what_is_not_there_has_its_default
"""


def load_settings(settings: Iterable[Setting], environ: Mapping[str, str]) -> dict[str, Any]:
    settings = list(settings)
    if any(setting.kind == "secret" and setting.default is not None for setting in settings):
        raise ValueError("a secret has no default: it would be one in the source")
    found: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for setting in settings:
        try:
            text = _given(setting, environ)
            found[setting.name] = text if text == setting.default else _value(setting, text)
        except ValueError as error:
            problems[setting.name] = str(error)
    if problems:
        raise SettingsError(problems)
    return found
