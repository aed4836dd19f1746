PRICES = {}

def postage(grams):
    return PRICES[grams]

CHEAPEST = PRICES["light"]
