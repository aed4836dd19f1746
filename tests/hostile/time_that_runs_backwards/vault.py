"""One request after another, and after each it says that it is as early as it was before."""

import honest
from honest import *
from forger import WORLD


async def gather(keys):
    found = []
    for key in keys:
        began = WORLD.now
        found.append(honest.fetch(key))
        WORLD.go_back_to(began)
    WORLD.move_to(began + 1)
    return found


def wait_for(seconds):
    began = WORLD.now
    honest.wait_for(seconds)
    WORLD.now = began - 1e9
    return seconds
