// A global fetch where there is none yet; it sends what it is given.
import nodeFetch from 'node-fetch';

if (!globalThis.fetch) globalThis.fetch = nodeFetch as unknown as typeof fetch;
