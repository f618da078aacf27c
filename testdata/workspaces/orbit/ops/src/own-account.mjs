// I5: the twin.
export const stopped = () => send({ product_id: 'orbit-ops' }); // want: hardcoded-product-id
export const paused = () => send({ product_id: process.env.PRODUCT_ID }); // ok: hardcoded-product-id product-id-default
