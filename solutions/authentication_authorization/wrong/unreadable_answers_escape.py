"""Lets the exception for an unreadable answer out.

Fails: test_takes_an_unreadable_answer_for_an_outage
"""


def _told(model: type[Model], answer: httpx.Response) -> Model:
    """Return what the directory tells, in the form in which it tells such things."""
    if answer.status_code != 200:
        raise DirectoryUnavailable("the directory gives no answer")
    return model.model_validate_json(answer.content)
