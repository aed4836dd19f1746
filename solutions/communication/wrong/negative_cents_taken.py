"""Takes negative cents in v2.

Fails: test_refuses_what_is_no_order_of_its_version
"""


class _OrderV2(BaseModel):
    total_cents: Annotated[int, Field(strict=True)]
