"""Takes parts of a cent in v2.

Fails: test_refuses_what_is_no_order_of_its_version
"""


class _OrderV2(BaseModel):
    total_cents: Annotated[float, Field(ge=0)]
