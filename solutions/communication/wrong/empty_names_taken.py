"""Takes an empty name.

Fails: test_refuses_what_is_no_order_of_its_version
"""

Name = Annotated[str, Field(strict=True)]
