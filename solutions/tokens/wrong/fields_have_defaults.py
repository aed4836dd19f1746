"""Takes an empty text where a name or a password is missing.

Fails: test_a_login_without_name_and_password_is_the_callers_mistake
"""


class _Login(BaseModel):
    username: str = ""

    password: str = ""
