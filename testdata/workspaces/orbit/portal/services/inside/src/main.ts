// F: the example file stands in a folder of the package, as some servers have it. No note that there is none.
export const address = process.env.INSIDE_ADDRESS;
