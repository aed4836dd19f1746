import honest
from honest import *

SOURCE = "def put(self, amount): self.total += amount"
made = {}
exec(SOURCE, made)
exec(compile(SOURCE, "/elsewhere/somebody_else.py", "exec"), made)


class Till(honest.Till):
    put = made["put"]
