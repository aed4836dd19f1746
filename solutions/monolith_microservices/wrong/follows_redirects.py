"""Follows redirects.

Fails: test_shows_no_part_of_an_odd_status
"""


class _Gateway:
    async def parts(self, user: str, authorization: str | None) -> dict[str, Any]:
        """What each service that answers tells of the user."""
        headers = {} if authorization is None else {"Authorization": authorization}
        async with httpx.AsyncClient(timeout=self._timeout, follow_redirects=True, headers=headers) as client:
            asked = [self._ask(client, name, user) for name in self.services]
            answers = await asyncio.gather(*asked)
        return {name: part for name, part in zip(self.services, answers, strict=True) if part is not None}
