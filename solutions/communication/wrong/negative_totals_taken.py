"""Takes a negative total in v1.

Fails: test_refuses_what_is_no_order_of_its_version
"""


class _OrderV1(BaseModel):
    total: Annotated[float, Field(strict=True, allow_inf_nan=False)]
