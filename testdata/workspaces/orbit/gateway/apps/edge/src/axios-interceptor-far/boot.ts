// T1, variant: the interceptor is registered in an async callback, in a file imported for its side effect.
import { REQUEST_ID_HEADER } from '@orbit/config';
import { newId } from '@orbit/shared-api';
import { ledger as http } from './client.js';

async function boot(start: () => void | Promise<void>): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
  await start();
}

void boot(async () => {
  http.interceptors.request.use((config) => {
    config.headers[REQUEST_ID_HEADER] = newId();
    return config;
  });
});
