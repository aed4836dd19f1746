"""Shows what comes with any status.

Fails: test_shows_no_part_of_an_odd_status
"""


class _Gateway:
    async def _ask(self, client: httpx.AsyncClient, name: str, user: str) -> dict[str, Any] | None:
        if self._under_way[name] >= self._limit:
            return None
        self._under_way[name] += 1
        try:
            async with asyncio.timeout(self._timeout):
                answer = await client.get(f"{self.services[name]}/summary", params={"user": user})
            part = answer.json()
        except (httpx.HTTPError, TimeoutError, ValueError):
            return None
        finally:
            self._under_way[name] -= 1
        return part if isinstance(part, dict) else None
