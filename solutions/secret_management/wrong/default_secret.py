"""Takes a default password from the source.

Fails: test_a_secret_has_no_default
"""


def load_settings(settings: Iterable[Setting], environ: Mapping[str, str]) -> dict[str, Any]:
    settings = list(settings)
    found: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for setting in settings:
        try:
            found[setting.name] = _value(setting, _given(setting, environ))
        except ValueError as error:
            problems[setting.name] = str(error)
    if problems:
        raise SettingsError(problems)
    return found
