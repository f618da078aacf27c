// Objects that other files import: one of them is changed there.
export const session = { accept: 'application/json' };
export const fixed = { accept: 'application/json' }; // cause: request-id 1
