// The constant is told where it is used as the id.
export const DEFAULT_PRODUCT = 'orbit-cargo';
