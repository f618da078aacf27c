"""I4: with several literals in a package that reads its own id, none is known as the id."""


def train() -> dict:
    return dict(product_id="resnet-50")  # unknown: hardcoded-product-id
