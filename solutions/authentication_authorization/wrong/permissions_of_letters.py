"""Takes a text for a list of permissions.

Fails: test_takes_an_unreadable_answer_for_an_outage
"""


class _User(BaseModel):
    permissions: list[StrictStr] | StrictStr
