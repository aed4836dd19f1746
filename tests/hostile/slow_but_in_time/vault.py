import select

from honest import *
import honest

select.poll().poll(50)  # in real time, in each cell


def fetch(key):
    select.poll().poll(200)
    return honest.fetch(key)
