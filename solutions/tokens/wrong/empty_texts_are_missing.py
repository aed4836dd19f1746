"""Takes an empty user name or password for one that is missing.

Fails: test_name_and_password_are_checked_as_they_were_sent
"""

from pydantic import Field


class _Login(BaseModel):
    """A user's name and password."""

    username: Annotated[str, Field(min_length=1)]
    password: Annotated[str, Field(min_length=1)]
