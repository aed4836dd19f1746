"""Asks the services one after the other.

Fails: test_takes_as_long_as_the_slowest
"""


class _Gateway:
    async def parts(self, user: str, authorization: str | None) -> dict[str, Any]:
        """What each service that answers tells of the user."""
        headers = {} if authorization is None else {"Authorization": authorization}
        async with httpx.AsyncClient(timeout=self._timeout, headers=headers) as client:
            answers = [await self._ask(client, name, user) for name in self.services]
        return {name: part for name, part in zip(self.services, answers, strict=True) if part is not None}
