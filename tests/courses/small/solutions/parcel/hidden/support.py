"""What the tests of the small course share."""

import httpx
import pytest


@pytest.fixture
def depot(network):
    """A depot that asks two cents a gram."""

    def answer(request):
        if request.url.path != "/price":
            return httpx.Response(404)
        return httpx.Response(200, json={"cents": 2 * int(request.url.params["grams"])})

    network.serve("depot.test", answer)
    return "depot.test"
