export type ReferralStatus = 'pending' | 'signed_up' | 'subscribed' | 'rewarded';

export interface ReferralDoc {
  id: string;
  productId: string;
  referrerId: string;
  referrerEmail: string;
  referredUserId: string | null;
  referredEmail: string;
  status: ReferralStatus;
  referrerRewardTokens: number;
  referrerRewarded: boolean;
  referredRewarded: boolean;
  createdAt: string;
  completedAt: string | null;
}

export interface CreateReferral {
  productId: string;
  referrerId: string;
  referrerEmail: string;
  referredEmail: string;
}

export type ReferralPatch = Partial<
  Pick<ReferralDoc, 'status' | 'referredUserId' | 'referrerRewardTokens' | 'referrerRewarded' | 'referredRewarded'>
>;

export interface ReferralStats {
  total: number;
  subscribed: number;
  tokens: number;
}
