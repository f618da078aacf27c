import { createApiClient as createClient } from '@bytelyst/api-client';
import { PLATFORM_URL } from '@/lib/dashboard-client';
import { PRODUCT_ID } from '@/lib/feature-flags';
import { accessToken, refreshToken } from '@/lib/session';

export interface Profile {
  id: string;
  email: string;
  displayName: string;
  locale: string;
}

export interface Device {
  id: string;
  platform: 'ios' | 'android' | 'web' | 'desktop';
  pushToken: string | null;
}

async function currentToken(): Promise<string | null> {
  return accessToken() ?? (await refreshToken());
}

const api = createClient({ // want: request-id product-id
  baseUrl: `${PLATFORM_URL}/api`,
  getToken: currentToken,
  timeoutMs: 8_000,
});

export function profile(): Promise<Profile> {
  return api.get<Profile>('/me');
}

export function saveProfile(changes: Partial<Pick<Profile, 'displayName' | 'locale'>>): Promise<Profile> {
  return api.patch<Profile>('/me', { ...changes, productId: PRODUCT_ID });
}

export function registerDevice(platform: Device['platform'], pushToken: string | null): Promise<Device> {
  return api.post<Device>('/devices', { productId: PRODUCT_ID, platform, pushToken });
}

export function removeDevice(id: string): Promise<void> {
  return api.delete<void>(`/devices/${encodeURIComponent(id)}`);
}
