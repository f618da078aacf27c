// E1-E4: members, indexes, constants.
const NAME = 'CONSTANT_MISSING';

export const a = process.env.MEMBER_DOCUMENTED ?? 'x'; // ok: env-example
export const b = process.env.MEMBER_MISSING || 'x'; // want: env-example
export const c = process.env['INDEX_DOCUMENTED']; // ok: env-example
export const d = process.env['INDEX_MISSING']!; // want: env-example
export const e = import.meta.env.META_MISSING; // want: env-example
export const f = process.env[NAME]; // want: env-example
export const g = Deno.env.get('DENO_MISSING'); // want: env-example
export const again = process.env.MEMBER_MISSING; // also: env-example
export const any = (name: string) => process.env[name]; // unknown: env-example

// F: the ways to document
export const h = [
  process.env.EXPORTED_DOCUMENTED, // ok: env-example
  process.env.QUOTED_DOCUMENTED, // ok: env-example
  process.env.INLINE_DOCUMENTED, // ok: env-example
  process.env.OPTIONAL_DOCUMENTED, // ok: env-example
  process.env.OTHER_DOCUMENTED, // ok: env-example
  process.env.mixedCaseDocumented, // ok: env-example
  process.env.PROSE_ONLY, // want: env-example
];

// near misses are named
export const i = process.env.NEXT_PUBLIC_PLATFORM_SERVICE_URL; // want: env-example
export const j = process.env.RATE_LIMIT; // want: env-example
export const platform = process.env.PLATFORM_SERVICE_URL; // ok: env-example
export const address = process.env.DB_ADDRESS; // ok: env-example
