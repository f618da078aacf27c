const TOKEN_KEY = 'admin.token';

/** The admin's bearer token; null on the server and when nobody is logged in. */
export function getToken(): string | null {
  if (typeof window === 'undefined') return null;
  return window.sessionStorage.getItem(TOKEN_KEY);
}

export function setToken(token: string): void {
  window.sessionStorage.setItem(TOKEN_KEY, token);
}

export function redirectToLogin(): void {
  if (typeof window === 'undefined') return;
  window.sessionStorage.removeItem(TOKEN_KEY);
  window.location.assign('/login');
}

/** Asks our own server, which sets the session cookie. */
export async function login(email: string, password: string): Promise<boolean> {
  const response = await fetch('/api/auth/login', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (!response.ok) return false;
  const { token } = (await response.json()) as { token: string };
  setToken(token);
  return true;
}
