// Tests say which product they mean.
export const event = { productId: 'orbit-cargo' };
