"""Takes for whole cents what can be made a number, such as "1999" and true.

Fails: test_refuses_what_is_no_order_of_its_version
"""


class _OrderV2(BaseModel):
    total_cents: Annotated[int, Field(ge=0)]
