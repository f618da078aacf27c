import { createApiClient, isApiError } from '@/lib/api';
import { getToken, redirectToLogin } from '@/lib/auth';

export interface AdminUser {
  id: string;
  email: string;
  role: 'owner' | 'admin' | 'support';
  lastSeenAt: string | null;
}

export interface AuditEntry {
  id: string;
  actorId: string;
  action: string;
  target: string;
  at: string;
}

const PRODUCT_HEADER = 'x-product-id';

function productHeaders(): Record<string, string> {
  return { [PRODUCT_HEADER]: process.env.NEXT_PUBLIC_PRODUCT_ID ?? '' };
}

export const platform = createApiClient({ // want: request-id; ok: product-id
  baseUrl: process.env.NEXT_PUBLIC_PLATFORM_SERVICE_URL ?? 'http://localhost:4003',
  getToken,
  onUnauthorized: redirectToLogin,
  defaultHeaders: productHeaders(),
});

export function listUsers(search?: string): Promise<AdminUser[]> {
  return platform.get<AdminUser[]>('/api/users', { query: { search, limit: 50 } });
}

/** Null when there is no such user; every other failure is thrown. */
export async function findUser(id: string): Promise<AdminUser | null> {
  try {
    return await platform.get<AdminUser>(`/api/users/${encodeURIComponent(id)}`);
  } catch (err) {
    if (isApiError(err) && err.status === 404) return null;
    throw err;
  }
}

export function changeRole(id: string, role: AdminUser['role']): Promise<AdminUser> {
  return platform.patch<AdminUser>(`/api/users/${encodeURIComponent(id)}`, { role });
}

export function auditTrail(actorId: string): Promise<AuditEntry[]> {
  return platform.get<AuditEntry[]>('/api/audit', { query: { actorId } });
}
