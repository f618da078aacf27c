// E6: loops over lists that are known.
const REQUIRED = ['LOOP_DOCUMENTED', 'LOOP_MISSING'];

export function check() {
  for (const name of REQUIRED) {
    if (!process.env[name]) throw new Error(name); // want: env-example; ok: env-example
  }
}

// E9: what is read where the first is not set
export const base = process.env.FALLBACK_DOCUMENTED ?? process.env.FALLBACK_MISSING ?? ''; // ok: env-example; want: env-example

const EACH = ['EACH_MISSING', 'LOOP_DOCUMENTED'];
export const unset = EACH.filter((name) => !process.env[name]); // want: env-example; ok: env-example
export const pairs = Object.entries({ x: 'PAIR_MISSING' }).map(([key, name]) => [key, process.env[name]]); // want: env-example
