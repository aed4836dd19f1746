"""Makes as many calls to a service as there are pages.

Fails: test_makes_no_more_calls_than_the_limit
"""


class _Gateway:
    async def _ask(self, client: httpx.AsyncClient, name: str, user: str) -> dict[str, Any] | None:
        if self._under_way[name] >= 1000:
            return None
        self._under_way[name] += 1
        try:
            async with asyncio.timeout(self._timeout):
                answer = await client.get(f"{self.services[name]}/summary", params={"user": user})
            part = answer.json() if answer.status_code == 200 else None
        except (httpx.HTTPError, TimeoutError, ValueError):
            return None
        finally:
            self._under_way[name] -= 1
        return part if isinstance(part, dict) else None
