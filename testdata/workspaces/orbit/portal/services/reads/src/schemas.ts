// Schemas that the environment is parsed with.
import { createEnv } from '@t3-oss/env-core';
import { cleanEnv, customCleanEnv, str } from 'envalid';
import { z } from 'zod';

const schema = z.object({
  SCHEMA_DOCUMENTED: z.string().url(), // ok: env-example
  SCHEMA_MISSING: z.string().default('x'), // want: env-example
});
const more = schema.extend({
  EXTENDED_MISSING: z.coerce.number(), // want: env-example
});

const merged = schema.merge(z.object({ MERGED_MISSING: z.string() })); // want: env-example

export const third = merged.parse(process.env);
export const bundled = z.object({ BUNDLED_MISSING: z.string() }).parse(import.meta.env); // want: env-example
export const first = schema.parse(process.env);
export const second = more.strict().safeParse(process.env);

export const t3 = createEnv({
  server: {
    T3_DOCUMENTED: z.string(), // ok: env-example
    T3_MISSING: z.string().min(1), // want: env-example
  },
  client: {
    T3_CLIENT_DOCUMENTED: z.string(), // ok: env-example
    T3_CLIENT_MISSING: z.string(), // want: env-example
  },
  shared: { T3_SHARED_MISSING: z.string() }, // want: env-example
  runtimeEnv: process.env,
});

export const valid = cleanEnv(process.env, {
  VALID_DOCUMENTED: str(), // ok: env-example
  VALID_MISSING: str({ default: 'x' }), // want: env-example
});

export const custom = customCleanEnv(process.env, { CUSTOM_MISSING: str() }, (e) => e); // want: env-example

// a schema of something else
const body = z.object({ BODY_FIELD: z.string() });
export const parse = (input: unknown) => body.parse(input);
