"""I4: the default of a settings class stands behind the environment; a literal type names what may be there."""

from typing import Literal

from pydantic_settings import BaseSettings


class Deployment(BaseSettings):
    product_id: str = "orbit-cargo"  # want: product-id-default; ok: env-example


product_id: Literal["orbit-cargo"] = "orbit-cargo"
