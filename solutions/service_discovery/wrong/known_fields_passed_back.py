"""Keep-Alive, Upgrade and the like come back, though what Connection names does not.

Fails: test_keeps_hop_by_hop_fields_of_the_answer_to_itself[known]
"""


def _passed_back(answer: httpx.Response) -> Response:
    """Return an instance's answer as our own. httpx has unpacked the body: its coding and length are gone."""
    response = Response(answer.content, answer.status_code)
    fields = [(k, v) for k, v in answer.headers.raw if k.decode().lower() in HOP_BY_HOP - {"connection"}]
    response.raw_headers.extend(_end_to_end(answer.headers.raw, {"content-encoding", "content-length"}))
    response.raw_headers.extend(fields)
    return response
