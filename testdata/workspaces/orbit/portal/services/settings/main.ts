// F: what the settings of Azure Functions give their names to is documented as well, values are no names.
export const a = process.env.FUNCTION_SETTING; // ok: env-example
export const b = process.env.OTHER_SETTING; // ok: env-example
export const c = process.env.UseDevelopmentStorage; // want: env-example
