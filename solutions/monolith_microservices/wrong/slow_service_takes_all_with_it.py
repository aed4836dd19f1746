"""Limits the time of all calls together, and has nothing when it is over.

Fails: test_unknown
"""


class Gateway:
    async def parts(self, user: str, authorization: str | None) -> dict[str, Any]:
        """What each service that answers tells of the user."""
        headers = {} if authorization is None else {"Authorization": authorization}
        async with httpx.AsyncClient(timeout=self._timeout, headers=headers) as client:
            asked = [self._ask(client, name, user) for name in self.services]
            try:
                answers = await asyncio.wait_for(asyncio.gather(*asked), self._timeout - 0.01)
            except TimeoutError:
                return {}
        return {name: part for name, part in zip(self.services, answers, strict=True) if part is not None}
