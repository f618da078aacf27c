// F: the settings of Azure Functions are documented in a file of their own; the package is not one without an example.
export const a = process.env.FUNCTION_SETTING;
