import { ApiError, createApiClient } from "@bytelyst/api-client";
import { tokenFromCookie } from "@/lib/auth";

export interface ProPlan {
  id: string;
  name: string;
  priceCents: number;
  trialDays: number;
}

export interface ProStatus {
  active: boolean;
  until: string | null;
  source: "purchase" | "referral" | "trial" | null;
}

const platformUrl = process.env.NEXT_PUBLIC_PLATFORM_SERVICE_URL ?? "http://localhost:4003"; // ok: env-example

const client = createApiClient({ // ok: request-id product-id
  baseUrl: `${platformUrl}/api/billing`,
  getToken: tokenFromCookie,
  defaultHeaders: {
    "x-product-id": process.env.NEXT_PUBLIC_PRODUCT_ID ?? "",
    // A getter: each request is given an id of its own.
    get "x-request-id"() {
      return crypto.randomUUID();
    },
  },
});

export function proPlans(): Promise<ProPlan[]> {
  return client.get<ProPlan[]>("/plans");
}

/** Somebody without a subscription is not an error here. */
export async function proStatus(): Promise<ProStatus> {
  try {
    return await client.get<ProStatus>("/subscription");
  } catch (err) {
    if (err instanceof ApiError && err.status === 404) {
      return { active: false, until: null, source: null };
    }
    throw err;
  }
}

export function startTrial(planId: string): Promise<ProStatus> {
  return client.post<ProStatus>("/trial", { planId });
}

export function redeem(code: string): Promise<ProStatus> {
  return client.post<ProStatus>("/redeem", { code: code.trim().toUpperCase() });
}
