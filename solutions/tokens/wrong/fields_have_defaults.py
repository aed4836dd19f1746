"""Takes an empty text where a name or a password is missing.

Fails: test_?
"""


class _Login(BaseModel):
    username: str = ""

    password: str = ""
