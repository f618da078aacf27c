// F: beside that folder, in the same package.
export const address = process.env.INSIDE_ADDRESS;
export const other = process.env.INSIDE_OTHER;
