// E18: tests.
export const a = process.env.TEST_ONLY;
