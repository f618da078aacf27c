// The example file has a variable for the id: what is left is none of its gaps.
const CLOCK_URL = process.env.NEXT_PUBLIC_CLOCK_URL ?? ''; // ok: env-example

export const sync = (id: string) =>
  fetch(`${CLOCK_URL}/sync`, { headers: { 'x-request-id': id, 'x-product-id': 'timer' } }); // ok: env-example; want: hardcoded-product-id
export const copied = (id: string, product: string) =>
  fetch(`${CLOCK_URL}/copy`, { headers: { 'x-request-id': id, 'x-product-id': product } });
