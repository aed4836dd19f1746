"""The port of an entry is dropped, and every instance is believed to be at port 80.

Fails: test_example_a_directory_lists_healthy_instances, test_a_base_url_has_its_port,
test_calls_an_instance_at_its_port, test_host_names_the_instance, test_knows_base_urls_with_their_ports
"""


def _base_urls(entries: list[dict[str, Any]]) -> list[str]:
    """Return ``http://address:port`` for each entry of the registry's answer."""
    return [f"http://{entry['Service']['Address']}:80" for entry in entries]
