"""Sets cookies that break the standard library's reading of them, beside the right answers."""

from honest import *


@app.middleware("http")
async def cookies(request, call_next):
    answer = await call_next(request)
    for age in ("max-age", "max-age=" + "9_" * 400 + "9", "max-age=\u00b2".encode().decode("latin-1")):
        answer.headers.append("set-cookie", f"kept=1; {age}")
    return answer
