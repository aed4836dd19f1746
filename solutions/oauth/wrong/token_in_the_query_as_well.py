"""Sends the token in the Authorization field and in the URL.

Fails: test_example_a_service_calls_the_api, test_the_token_opens_the_door, test_everything_arrives,
    test_a_refused_token_is_replaced, test_the_second_try_is_the_same_request, test_there_is_no_third_try,
    test_the_token_is_for_this_server, test_failures_reach_the_caller, test_calls_in_the_name_of_a_user
"""


class ApiClient:
    def _send(self, token: str, method: str, path: str, **options: Any) -> httpx.Response:
        headers = httpx.Headers(options.pop("headers", None))
        headers["Authorization"] = f"Bearer {token}"
        options["params"] = {**options.get("params", {}), "access_token": token}
        return httpx.request(method, self._base_url + path, headers=headers, timeout=TIMEOUT, **options)
