import { createDashboardClient } from './dashboard-client';

export interface Referral {
  id: string;
  referredEmail: string;
  status: 'pending' | 'signed_up' | 'subscribed' | 'rewarded';
  createdAt: string;
}

export interface ReferralStats {
  total: number;
  subscribed: number;
  tokens: number;
}

const growth = createDashboardClient('referrals'); // want: request-id product-id

export function myReferrals(referrerId: string): Promise<Referral[]> {
  return growth.get<Referral[]>('/', { query: { referrerId } });
}

export function invite(referrerId: string, referrerEmail: string, referredEmail: string): Promise<Referral> {
  return growth.post<Referral>('/', { referrerId, referrerEmail, referredEmail });
}

export function referralStats(referrerId: string): Promise<ReferralStats> {
  return growth.get<ReferralStats>(`/stats/${encodeURIComponent(referrerId)}`);
}
