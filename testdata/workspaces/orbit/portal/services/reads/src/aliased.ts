// E18: the variables under another name. What else goes by that name is something else.
const env = process.env;

enum Limit {
  Single = 'single',
  Bulk = 'bulk',
}

export class Limits {
  load() {
    const variables = process.env;
    return Object.values(Limit).map((limit) => variables[this.nameOf(limit)]); // ok: env-example
  }

  private nameOf(limit: Limit): string {
    return `ALIASED_LIMIT_${limit.toUpperCase() as Uppercase<Limit>}`;
  }
}

export const a = env.ALIASED_DOCUMENTED; // ok: env-example
export const b = env.ALIASED_MISSING; // want: env-example
export const c = env['ALIASED_INDEX_MISSING']; // want: env-example
export const d = env.hasOwnProperty('ALIASED_ASKED');
env.ALIASED_WRITTEN = '1';
delete env.ALIASED_REMOVED;
env.ALIASED_DEFAULT ??= '1';
export const e = [env.ALIASED_WRITTEN, env.ALIASED_DEFAULT]; // unknown: env-example

export let either: Record<string, string | undefined> = process.env;
if (Math.random() < 0.5) either = { ALIASED_FIELD: '1' };
console.log(either.ALIASED_FIELD);
export const copy = { ...process.env };
console.log(copy.ALIASED_COPY);

export const worker = {
  fetch: (request: Request, env: { ALIASED_BINDING: string }) => new Response(env.ALIASED_BINDING),
};
export function each(list: Array<{ ALIASED_MEMBER: string }>) {
  for (const env of list) console.log(env.ALIASED_MEMBER);
}
export function ofCaller(env: NodeJS.ProcessEnv) {
  return env.ALIASED_GIVEN_MISSING; // silent
}
