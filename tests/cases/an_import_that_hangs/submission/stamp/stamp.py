import itertools

for number in itertools.count():
    pass
