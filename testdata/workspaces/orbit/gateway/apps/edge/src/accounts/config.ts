// I1: the product of this deployment, read from its configuration.
export const productId = process.env.PRODUCT_ID ?? ''; // ok: hardcoded-product-id product-id-default
export const fallback = { productId: process.env.PRODUCT_ID ?? 'orbit-cargo' }; // want: product-id-default
