"""A 500 of an instance becomes a 502 of the load balancer's.

Fails: test_gives_every_status_back_as_it_is
"""


def _passed_back(answer: httpx.Response) -> Response:
    """Return an instance's answer as our own. httpx has unpacked the body: its coding and length are gone."""
    response = Response(answer.content, 502 if answer.status_code == 500 else answer.status_code)
    response.raw_headers.extend(_end_to_end(answer.headers.raw, {"content-encoding", "content-length"}))
    return response
