// What fills an empty database for development.
export const order = { productId: 'orbit-cargo' };
