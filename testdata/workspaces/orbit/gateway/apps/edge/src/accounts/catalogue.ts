// I3: what has such a name and is no id of a deployment.
interface Plan {
  productId: 'free' | 'pro';
}

export const PRODUCTS = [
  { productId: 'orbit-cargo', title: 'Cargo' },
  { productId: 'orbit-fleet', title: 'Fleet' },
];

export const plan = { productId: 'prod_Q4x81', price: 12 }; // unknown: hardcoded-product-id

export const schema = {
  type: 'object',
  properties: { productId: { type: 'string' } },
  example: { productId: 'orbit-cargo' },
};

export const choose = (p: Plan) => ({ paid: p.productId === 'pro', target_product_id: 'orbit-cargo' });
