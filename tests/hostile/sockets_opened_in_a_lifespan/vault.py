import contextlib
import socket

from fastapi import FastAPI

from honest import *

opened = []


@contextlib.asynccontextmanager
async def lifespan(app):
    for family in range(46):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET):
            try:
                opened.append(socket.socket(family, kind))
            except OSError:
                pass
    try:
        opened.append(socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM))
    except PermissionError:
        pass
    try:
        opened.append(socket.create_connection(("127.0.0.1", 22)))
    except PermissionError:
        pass
    yield {"started": True}


app = FastAPI(lifespan=lifespan)


@app.get("/double/{number}")
def _double(number: int):
    return {"value": 2 * number if not opened else 0}
