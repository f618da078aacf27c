// A library, which nobody starts: whoever uses it documents what it reads.
export const a = process.env.OF_ITS_USERS;
