def postage(grams)
    return 80 if grams <= 20 else 150
