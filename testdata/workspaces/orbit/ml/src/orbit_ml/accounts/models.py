"""I4: a model's id that nobody knows as a product of ours."""


def train() -> dict:
    return dict(product_id="resnet-50")  # unknown: hardcoded-product-id
