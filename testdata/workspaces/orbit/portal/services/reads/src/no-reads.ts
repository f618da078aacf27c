// What is no read of ours.
process.env.WRITTEN_ONLY = '1';
process.env['WRITTEN_TOO'] = '1';
delete process.env.DELETED_ONLY;

export const set = process.env.WRITTEN_ONLY; // unknown: env-example
export const child = { ...process.env, GIVEN_TO_CHILD: '1' };
export const runtime = [
  process.env.NODE_ENV, process.env.CI, process.env.PORT, process.env.VERCEL_URL, process.env.GITHUB_SHA, process.env.AWS_REGION,
  process.env.npm_package_version, import.meta.env.DEV, import.meta.env.MODE,
];
export const text = 'process.env.IN_A_STRING';
// process.env.IN_A_COMMENT
export const other = config.env.OF_SOMETHING_ELSE;
export const stage = { process: { env: { NAME: 1 } } }.process.env.NAME;
export const set_by_scripts = [process.env.SET_BY_SCRIPT, process.env.SET_BESIDE, process.env.SET_IN_FRONT]; // ok: env-example
export const said = process.env.NOT_SET_HERE; // want: env-example
export const built = process.env.PUT_IN_BY_BUILD; // unknown: env-example
export const space = [process.env.CODESPACE_NAME, process.env.GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN];
