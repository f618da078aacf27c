// I5: another product's id, and our own, in a repository whose example file names its product.
export const started = () => send({ product_id: 'orbit-cargo' }); // want: hardcoded-product-id "It is the product id of another product, that of gateway."
