"""Proxy-Connection is missing among the hop-by-hop fields.

Fails: test_keeps_hop_by_hop_fields_of_the_request_to_itself[known],
test_keeps_hop_by_hop_fields_of_the_answer_to_itself[known]
"""

HOP_BY_HOP = frozenset(
    {
        "connection",
        "keep-alive",
        "te",
        "transfer-encoding",
        "upgrade",
    }
)
