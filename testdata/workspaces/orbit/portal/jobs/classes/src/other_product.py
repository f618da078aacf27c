"""The other one."""


def train() -> dict:
    return dict(product_id="resnet-18")  # unknown: hardcoded-product-id
