import type { ApiClientConfig } from '@bytelyst/api-client';
import { getToken, redirectToLogin } from '@/lib/auth';

export { createApiClient, isApiError } from '@bytelyst/api-client';
export type { ApiClient, RequestOptions } from '@bytelyst/api-client';

export const PLATFORM_URL = process.env.NEXT_PUBLIC_PLATFORM_SERVICE_URL ?? 'http://localhost:4003';

/** What all clients of this dashboard have in common. */
export const clientOptions: Omit<ApiClientConfig, 'baseUrl'> = {
  getToken,
  onUnauthorized: redirectToLogin,
  timeoutMs: 10_000,
  retry: { attempts: 2, backoffMs: 200 },
};
