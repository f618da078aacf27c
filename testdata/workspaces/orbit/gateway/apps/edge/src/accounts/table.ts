// I3: a table of products names several.
export const BY_TENANT = {
  acme: { productId: 'orbit-cargo' }, // unknown: hardcoded-product-id
  globex: { productId: 'orbit-fleet' }, // unknown: hardcoded-product-id
};
