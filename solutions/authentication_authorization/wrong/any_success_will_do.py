"""Believes an answer with any status of success, not 200 alone.

Fails: test_takes_any_other_status_for_an_outage
"""


def _told(model: type[Model], answer: httpx.Response) -> Model:
    """Return what the directory tells, in the form in which it tells such things."""
    if not answer.is_success:
        raise DirectoryUnavailable("the directory gives no answer")
    try:
        return model.model_validate_json(answer.content)
    except ValidationError:
        raise DirectoryUnavailable("the directory's answer can't be read") from None
