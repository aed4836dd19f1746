"""Says that it is stuck, and goes on: in a call, before an answer, in the application's lifespan."""

from contextlib import asynccontextmanager

from fastapi import FastAPI
from honest import *
from forger import message, write


def double(number):
    write(message("stuck"))
    return 2 * number


def tally():
    write(message("stuck", now=1e9), message("answer", value=1))
    return 1


@asynccontextmanager
async def lifespan(_app):
    write(message("stuck"))
    yield


app = FastAPI(lifespan=lifespan)
