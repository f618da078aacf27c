let current = '';

/** Who is signed in, and the trace that the user's last action began. */
export const session = {
  token: (): string => current,
  signIn(token: string): void {
    current = token;
  },
  signOut(): void {
    current = '';
  },
};
