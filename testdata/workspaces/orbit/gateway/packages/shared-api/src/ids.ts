/** A fresh id for one request. */
export const newId = (): string => crypto.randomUUID();
