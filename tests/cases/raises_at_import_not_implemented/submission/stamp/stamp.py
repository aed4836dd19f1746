def postage(grams):
    return 80

raise NotImplementedError("the table of prices")
