"""Takes for a number of euros what can be made one, such as "19.99" and true.

Fails: test_refuses_what_is_no_order_of_its_version
"""


class _OrderV1(BaseModel):
    total: Annotated[float, Field(ge=0, allow_inf_nan=False)]
