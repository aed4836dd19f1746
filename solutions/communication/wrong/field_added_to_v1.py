"""Shows the fields of both versions in v1.

Fails: test_each_version_keeps_its_form, test_both_versions_show_the_same_orders
"""


def _show_v1(customer: str, cents: int) -> dict[str, Any]:
    return {"customer": customer, "total": cents / 100, "total_cents": cents}
