// E1, E2: other ways to write it.
import runtime, { env } from 'node:process';

enum Keys {
  Api = 'ENUM_MISSING',
}
const NAMES = { api: 'MAPPED_MISSING' } as const;

export const a = process.env?.CHAINED_MISSING; // want: env-example
export const b = globalThis.process.env.GLOBAL_MISSING; // want: env-example
export const c = (process.env as Record<string, string>).CAST_MISSING; // want: env-example
export const d = process.env[Keys.Api]; // want: env-example
export const e = process.env[NAMES.api]; // want: env-example
export const f = env.NAMED_IMPORT_MISSING; // want: env-example
export const g = runtime.env.IMPORT_MISSING; // want: env-example
export const where = [runtime.cwd(), runtime.exitCode, runtime.argv[2]]; // members of the module, no variables
export const h = process.env[`TEMPLATE_${'MISSING'}`]; // want: env-example
export const i = Bun.env.BUN_MISSING; // want: env-example
export const started = (region: string) => process.env[`STARTED_${region}`]; // unknown: env-example
process.env.GIVEN_DEFAULT ??= '1';
if ('ASKED_FOR' in process.env) console.log(e);
