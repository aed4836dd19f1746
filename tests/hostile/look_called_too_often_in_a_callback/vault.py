"""Looks at everything once more, and at what is not there: in the exception of a look, in a destructor, in advance."""

from honest import *


class Again:
    def __init__(self, look, item):
        self.look, self.item = look, item

    def __del__(self):
        self.look(self.item)


def visit(items, look):
    found = [look(item) for item in items]
    Again(look, items[0])
    try:
        look("nothing")
    except TypeError as error:
        assert "str" in str(error)
    return found
