// F: an example file in the package's folder, and another in a folder of it: what either has is documented.
export const top = process.env.BENEATH_TOP; // ok: env-example
export const address = process.env.BENEATH_ADDRESS; // ok: env-example
export const other = process.env.BENEATH_MISSING; // want: env-example "missing in portal/services/beneath/.env.example."
