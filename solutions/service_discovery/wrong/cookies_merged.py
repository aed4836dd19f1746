"""The answer's fields go through a dict, and of two cookies one is left.

Fails: test_each_cookie_comes_back_in_a_field_of_its_own
"""


def _passed_back(answer: httpx.Response) -> Response:
    """Return an instance's answer as our own. httpx has unpacked the body: its coding and length are gone."""
    response = Response(answer.content, answer.status_code)
    fields = _end_to_end(answer.headers.raw, {"content-encoding", "content-length"})
    cookies = dict(field for field in fields if field[0].lower() == b"set-cookie")
    response.raw_headers.extend([field for field in fields if field[0].lower() != b"set-cookie"])
    response.raw_headers.extend(cookies.items())
    return response
