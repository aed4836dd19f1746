"""What Connection names is left out, Connection itself is not.

Fails: test_keeps_hop_by_hop_fields_of_the_request_to_itself[named],
test_keeps_hop_by_hop_fields_of_the_answer_to_itself[named]
"""

HOP_BY_HOP = frozenset(
    {
        "keep-alive",
        "proxy-connection",
        "te",
        "transfer-encoding",
        "upgrade",
    }
)
