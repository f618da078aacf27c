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

const platformUrl = process.env.NEXT_PUBLIC_PLATFORM_SERVICE_URL ?? "http://localhost:4003"; // want: env-example

const client = createApiClient({ // want: request-id; ok: product-id
  baseUrl: `${platformUrl}/api/billing`,
  getToken: tokenFromCookie,
  defaultHeaders: {
    "x-product-id": process.env.NEXT_PUBLIC_PRODUCT_ID ?? "",
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
