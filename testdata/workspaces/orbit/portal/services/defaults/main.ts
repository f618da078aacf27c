// A file of defaults stands in for an example file.
export const a = process.env.WITHOUT_EXAMPLE;
