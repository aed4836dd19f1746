"""Sets cookies that last longer than there are numbers for, beside the right answers."""

from honest import *


@app.middleware("http")
async def cookies(request, call_next):
    answer = await call_next(request)
    for number in (10**20, 10**200, 10**400):
        answer.headers.append("set-cookie", f"kept={number}; max-age={number}; version={number}")
    return answer
