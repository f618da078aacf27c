import { createApiClient } from '@bytelyst/api-client';
import { PLATFORM_URL, clientOptions } from '@/lib/api';

export interface Campaign {
  id: string;
  name: string;
  channel: 'email' | 'push' | 'in_app';
  startsAt: string;
  endsAt: string | null;
}

export interface ReferralSummary {
  total: number;
  subscribed: number;
  tokens: number;
}

const GROWTH_URL = PLATFORM_URL + '/api';

const growth = createApiClient({ // ok: request-id product-id
  ...clientOptions,
  baseUrl: GROWTH_URL,
  defaultHeaders: { 'x-product-id': process.env.NEXT_PUBLIC_PRODUCT_ID ?? '' },
  timeoutMs: 20_000,
});

// The first version of this file had its own client:
// const legacy = createApiClient({ baseUrl: 'http://localhost:4004/growth', getToken });
// const response = await fetch(`${GROWTH_URL}/campaigns`, { headers: { Accept: 'application/json' } });

export function listCampaigns(): Promise<Campaign[]> {
  return growth.get<Campaign[]>('/campaigns');
}

export function saveCampaign(campaign: Omit<Campaign, 'id'> & { id?: string }): Promise<Campaign> {
  if (campaign.id) return growth.put<Campaign>(`/campaigns/${campaign.id}`, campaign);
  return growth.post<Campaign>('/campaigns', campaign);
}

export function deleteCampaign(id: string): Promise<void> {
  return growth.delete<void>(`/campaigns/${id}`);
}

export function referralSummary(referrerId: string): Promise<ReferralSummary> {
  return growth.get<ReferralSummary>(`/referrals/stats/${encodeURIComponent(referrerId)}`);
}
