import { createApiClient } from '@bytelyst/api-client';
import type { ApiClient, ApiClientConfig } from '@bytelyst/api-client';
import { PLATFORM_URL } from '@/lib/feature-flags';
import { accessToken, signOut } from '@/lib/session';

export { PLATFORM_URL };

type DashboardOptions = Pick<ApiClientConfig, 'defaultHeaders' | 'retry' | 'timeoutMs'>;

/** A client for one area of the platform service, with this dashboard's session. */
export function createDashboardClient(area: string, options: DashboardOptions = {}): ApiClient {
  return createApiClient({
    timeoutMs: 12_000,
    ...options,
    baseUrl: `${PLATFORM_URL}/api/${area}`,
    getToken: accessToken,
    onUnauthorized: signOut,
  });
}
