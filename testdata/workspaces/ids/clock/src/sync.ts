// An id that is written down, where the example file has no variable for it.
const PRODUCT_ID = 'clock'; // want: hardcoded-product-id
const CLOCK_URL = process.env.NEXT_PUBLIC_CLOCK_URL ?? ''; // ok: env-example

export const sync = (id: string) =>
  fetch(`${CLOCK_URL}/sync`, { headers: { 'x-request-id': id, 'x-product-id': PRODUCT_ID } }); // want: env-example
