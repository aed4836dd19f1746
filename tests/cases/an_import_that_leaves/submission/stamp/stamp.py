import sys

def postage(grams):
    return 80

sys.exit("done")
