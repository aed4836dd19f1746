"""Cuts off what is below a cent: 0.29 becomes 28 cents.

Fails: test_each_version_keeps_its_form, test_both_versions_show_the_same_orders, test_v1_ends_at_its_sunset
"""


class _OrderV1(BaseModel):
    def stored(self) -> Order:
        return self.customer, int(self.total * 100)
