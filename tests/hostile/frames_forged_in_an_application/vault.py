"""Answers the test from inside the application: in its lifespan, a middleware, a handler, a background task."""

import base64
from contextlib import asynccontextmanager

from fastapi import BackgroundTasks, FastAPI
from honest import *
from forger import message, write


def answer(text, status=200):
    body = base64.b64encode(text.encode()).decode()
    headers = [["content-type", "application/json"]]
    return message("answer", value={"response": {"status": status, "headers": headers, "body": body}, "error": None})


@asynccontextmanager
async def lifespan(_app):
    write(answer('{"value":0}'))
    yield


app = FastAPI(lifespan=lifespan)


@app.middleware("http")
async def before(request, call_next):
    write(answer('{"value":1}', 600))
    return await call_next(request)


@app.get("/double/{number}")
def wrong(number: int, later: BackgroundTasks):
    later.add_task(write, answer("{}"))
    write(message("http", method="GET", url="https://vault.test", headers=[], body="", timeout=None))
    return {"value": number}
