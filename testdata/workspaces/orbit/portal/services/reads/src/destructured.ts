// Destructuring.
const { TAKEN_DOCUMENTED, TAKEN_MISSING } = process.env; // ok: env-example; want: env-example
const { RENAMED_DOCUMENTED: here, RENAMED_MISSING: there } = process.env; // ok: env-example; want: env-example
let { DEFAULTED_DOCUMENTED = '1', DEFAULTED_MISSING = '2', NODE_ENV: mode = 'test', ...rest } = process.env; // ok: env-example; want: env-example

export default { TAKEN_DOCUMENTED, TAKEN_MISSING, here, there, mode, rest, DEFAULTED_DOCUMENTED, DEFAULTED_MISSING };
