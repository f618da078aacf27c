// T27: a hook that makes the headers for a component's requests.
import { useState } from 'react';

export function useBaseHeaders(token: string): Record<string, string> {
  const [user] = useState('console');
  const requestId = crypto.randomUUID();
  return { Authorization: `Bearer ${token}`, 'x-user': user, 'x-request-id': requestId };
}

/** The twin: no id. */
export function useLocaleHeaders(locale: string): Record<string, string> {
  return { 'accept-language': locale, 'x-client': 'console' }; // cause: request-id 2
}
