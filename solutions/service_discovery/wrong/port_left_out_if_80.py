"""A base URL leaves out the port if that is 80.

Fails: test_a_base_url_has_its_port, test_knows_base_urls_with_their_ports
"""


def _base_urls(entries: list[dict[str, Any]]) -> list[str]:
    """Return ``http://address:port`` for each entry of the registry's answer."""
    return [f"http://{entry['Service']['Address']}:{entry['Service']['Port']}".removesuffix(":80") for entry in entries]
