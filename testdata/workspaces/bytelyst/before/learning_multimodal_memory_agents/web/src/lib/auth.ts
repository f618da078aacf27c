/** The signed-in user, as the identity provider's cookie describes it. */
export interface User {
  id: string;
  email: string;
  plan: "free" | "pro";
}

const COOKIE = "mindlyst_token";

export function tokenFromCookie(): string | null {
  if (typeof document === "undefined") return null;
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${COOKIE}=`));
  return found ? decodeURIComponent(found.slice(COOKIE.length + 1)) : null;
}

/** The user behind a request to one of our own routes; null when the token is no good. */
export function userOf(request: Request): User | null {
  const header = request.headers.get("authorization") ?? "";
  const payload = header.replace(/^Bearer /, "").split(".")[1];
  if (!payload) return null;
  try {
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    return { id: claims.sub, email: claims.email, plan: claims.plan ?? "free" };
  } catch {
    return null;
  }
}
