"""Tells only the first setting that is wrong.

Fails: test_tells_all_problems_and_no_value
"""


def load_settings(settings: Iterable[Setting], environ: Mapping[str, str]) -> dict[str, Any]:
    settings = list(settings)
    if any(setting.kind == "secret" and setting.default is not None for setting in settings):
        raise ValueError("a secret has no default: it would be one in the source")
    found: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for setting in settings:
        try:
            found[setting.name] = _value(setting, _given(setting, environ))
        except ValueError as error:
            raise SettingsError({setting.name: str(error)}) from None
    if problems:
        raise SettingsError(problems)
    return found
