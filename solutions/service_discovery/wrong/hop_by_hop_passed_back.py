"""The answer is passed back with the fields that were meant for the connection to the instance.

Fails: test_keeps_hop_by_hop_fields_of_the_answer_to_itself[known],
test_keeps_hop_by_hop_fields_of_the_answer_to_itself[named]
"""


def _passed_back(answer: httpx.Response) -> Response:
    """Return an instance's answer as our own. httpx has unpacked the body: its coding and length are gone."""
    response = Response(answer.content, answer.status_code)
    gone = (b"content-encoding", b"content-length")
    response.raw_headers.extend((k, v) for k, v in answer.headers.raw if k.lower() not in gone)
    return response
