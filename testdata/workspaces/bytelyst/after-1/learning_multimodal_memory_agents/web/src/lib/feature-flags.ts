import { tokenFromCookie } from "@/lib/auth";

const BASE = process.env.NEXT_PUBLIC_PLATFORM_SERVICE_URL ?? "http://localhost:4003";
const FLAGS_URL = `${BASE}/api/flags`;

export type FlagName = "photo_memories" | "weekly_reflection" | "shared_collections" | "agent_chat";

const DEFAULTS: Record<FlagName, boolean> = {
  photo_memories: true,
  weekly_reflection: false,
  shared_collections: false,
  agent_chat: false,
};

function requestHeaders(): Headers {
  const headers = new Headers({ Accept: "application/json" });
  headers.set("X-Request-Id", crypto.randomUUID());
  headers.set("X-Product-Id", process.env.NEXT_PUBLIC_PRODUCT_ID ?? "");
  const token = tokenFromCookie();
  if (token) headers.set("Authorization", `Bearer ${token}`);
  return headers;
}

/** The flags of this user; the defaults where the platform does not answer in two seconds. */
export async function loadFlags(): Promise<Record<FlagName, boolean>> {
  try {
    const response = await fetch(FLAGS_URL, { headers: requestHeaders(), signal: AbortSignal.timeout(2_000) }); // ok: request-id product-id
    if (!response.ok) return DEFAULTS;
    const flags = (await response.json()) as Partial<Record<FlagName, boolean>>;
    return { ...DEFAULTS, ...flags };
  } catch {
    return DEFAULTS;
  }
}
