import { environment, readEnv, readRequired, readSetting } from './settings';

const PREFIX = 'WRAPPED';

export const a = readEnv('WRAPPED_DOCUMENTED'); // ok: env-example
export const b = readEnv(`${PREFIX}_MISSING`, 'x'); // want: env-example
export const c = readSetting({ envName: 'OPTION_DOCUMENTED' }); // ok: env-example
export const d = readSetting({ envName: 'OPTION_MISSING', fallback: 'x' }); // want: env-example
export const e = readRequired('REQUIRED_MISSING'); // want: env-example
export const f = readRequired('NODE_ENV');
export const g = environment.get('METHOD_MISSING'); // want: env-example
