"""The port of an entry is dropped, and every instance is believed to be at port 80.

Fails: test_example_a_directory_lists_healthy_instances, test_lists_the_healthy_instances_only,
test_a_poll_tells_what_has_changed
"""


def _base_urls(entries: list[dict[str, Any]]) -> list[str]:
    """Return ``http://address:port`` for each entry of the registry's answer."""
    return [f"http://{entry['Service']['Address']}:80" for entry in entries]
