"""Shows the fields of both versions in v1.

Fails: test_each_version_keeps_its_form, test_both_versions_show_the_same_orders
"""

SHOW: dict[str, Callable[[str, int], dict[str, Any]]] = {
    "v1": lambda customer, cents: {"customer": customer, "total": cents / 100, "total_cents": cents},
    "v2": lambda customer, cents: {"customer": {"name": customer}, "total_cents": cents},
}
