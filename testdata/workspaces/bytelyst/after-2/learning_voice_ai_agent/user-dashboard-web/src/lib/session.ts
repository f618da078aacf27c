const TOKEN_KEY = 'lysnrai.token';

let serverToken: string | null = null;

/** Set by the server's layout from the session cookie, for requests made while rendering. */
export function setServerToken(token: string | null): void {
  serverToken = token;
}

export function accessToken(): string | null {
  if (typeof window === 'undefined') return serverToken;
  return window.localStorage.getItem(TOKEN_KEY);
}

export async function refreshToken(): Promise<string | null> {
  const response = await fetch('/api/auth/refresh', { method: 'POST', credentials: 'include' });
  if (!response.ok) return null;
  const { token } = (await response.json()) as { token: string };
  window.localStorage.setItem(TOKEN_KEY, token);
  return token;
}

export function signOut(): void {
  window.localStorage.removeItem(TOKEN_KEY);
  window.location.assign('/signin');
}
