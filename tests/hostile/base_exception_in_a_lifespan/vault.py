from honest import *


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        await receive()
        raise KeyboardInterrupt
