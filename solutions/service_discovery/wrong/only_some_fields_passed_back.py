"""Of the answer's fields only those that everybody knows come back.

Fails: test_passes_the_answer_back
"""


def _passed_back(answer: httpx.Response) -> Response:
    """Return an instance's answer as our own. httpx has unpacked the body: its coding and length are gone."""
    response = Response(answer.content, answer.status_code)
    known = (b"content-type", b"location", b"set-cookie", b"link", b"x-end")
    response.raw_headers.extend([field for field in answer.headers.raw if field[0].lower() in known])
    return response
