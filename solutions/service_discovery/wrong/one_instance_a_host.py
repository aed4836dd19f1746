"""Instances are kept by their address: of two at one address, one is left.

Fails: test_a_base_url_has_its_port
"""


def _base_urls(entries: list[dict[str, Any]]) -> list[str]:
    """Return ``http://address:port`` for each entry of the registry's answer."""
    ports = {entry["Service"]["Address"]: entry["Service"]["Port"] for entry in entries}
    return [f"http://{address}:{port}" for address, port in ports.items()]
