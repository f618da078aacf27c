// The global fetch is replaced for the whole app: what it sends then is not read.
const original = window.fetch;

window.fetch = (input, init) =>
  original(input, { ...init, headers: { ...init?.headers, 'x-request-id': crypto.randomUUID() } });
