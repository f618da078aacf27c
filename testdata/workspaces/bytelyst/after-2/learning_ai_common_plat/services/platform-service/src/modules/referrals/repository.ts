import { randomUUID } from 'node:crypto';
import type { Container } from '@azure/cosmos';
import { getContainer } from '../../lib/cosmos.js';
import type { CreateReferral, ReferralDoc, ReferralPatch, ReferralStats } from './types.js';

const CONTAINER = 'referrals';

/** Tokens a referrer is given when the invited person subscribes. */
const REWARD_TOKENS = 500;

/** Looked up per call: the client behind it is shared. */
function container(): Container {
  return getContainer(CONTAINER);
}

export async function create(input: CreateReferral): Promise<ReferralDoc> {
  const doc: ReferralDoc = {
    id: randomUUID(),
    productId: input.productId,
    referrerId: input.referrerId,
    referrerEmail: input.referrerEmail,
    referredUserId: null,
    referredEmail: input.referredEmail.trim().toLowerCase(),
    status: 'pending',
    referrerRewardTokens: 0,
    referrerRewarded: false,
    referredRewarded: false,
    createdAt: new Date().toISOString(),
    completedAt: null,
  };
  await container().items.create<ReferralDoc>(doc);
  return doc;
}

export async function listByReferrer(referrerId: string, productId: string): Promise<ReferralDoc[]> {
  const { resources } = await container()
    .items.query<ReferralDoc>({
      query: 'SELECT * FROM c WHERE c.referrerId = @referrerId AND c.productId = @productId ORDER BY c.createdAt DESC',
      parameters: [
        { name: '@referrerId', value: referrerId },
        { name: '@productId', value: productId },
      ],
    })
    .fetchAll();
  return resources;
}

export async function findByEmail(email: string, productId: string): Promise<ReferralDoc | null> {
  const { resources } = await container()
    .items.query<ReferralDoc>({
      query: 'SELECT TOP 1 * FROM c WHERE c.referredEmail = @email AND c.productId = @productId',
      parameters: [
        { name: '@email', value: email.trim().toLowerCase() },
        { name: '@productId', value: productId },
      ],
    })
    .fetchAll();
  return resources[0] ?? null;
}

/** Null when there is none, or when it was made by somebody else. */
export async function getById(id: string, referrerId: string): Promise<ReferralDoc | null> {
  const { resource } = await container().item(id, referrerId).read<ReferralDoc>(); // want: partition-key-use
  return resource ?? null;
}

function applyPatch(doc: ReferralDoc, patch: ReferralPatch): ReferralDoc {
  const next: ReferralDoc = { ...doc, ...patch };
  if (next.status === 'subscribed' && doc.status !== 'subscribed') {
    next.completedAt = new Date().toISOString();
    next.referrerRewardTokens = REWARD_TOKENS;
  }
  return next;
}

/**
 * Changes a referral; null when there is none with this id. The last writer wins: two rewards
 * for one referral are kept apart by the payout job, not here.
 */
export async function update(id: string, referrerId: string, patch: ReferralPatch): Promise<ReferralDoc | null> {
  const { resource: current } = await container().item(id, referrerId).read<ReferralDoc>(); // want: partition-key-use
  if (!current) return null;
  const next = applyPatch(current, patch);
  const { resource } = await container().item(id, referrerId).replace<ReferralDoc>(next); // want: partition-key-use
  return resource ?? null;
}

export async function stats(referrerId: string, productId: string): Promise<ReferralStats> {
  const docs = await listByReferrer(referrerId, productId);
  return {
    total: docs.length,
    subscribed: docs.filter((d) => d.status === 'subscribed' || d.status === 'rewarded').length,
    tokens: docs.reduce((sum, d) => sum + d.referrerRewardTokens, 0),
  };
}
