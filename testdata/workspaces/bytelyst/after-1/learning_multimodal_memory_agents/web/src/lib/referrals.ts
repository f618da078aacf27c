export interface ReferralLink {
  id: string;
  userId: string;
  productId: string;
  docType: "link";
  code: string;
  url: string;
  createdAt: string;
}

export interface ReferralEvent {
  id: string;
  userId: string;
  productId: string;
  docType: "event";
  referrerId: string;
  referredEmail: string;
  referralCode: string;
  status: "invited" | "installed" | "activated" | "rewarded";
  createdAt: string;
  activatedAt: string | null;
}

const ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

/** A code people can read to each other over the phone: no 0/O, 1/I/L. */
export function newReferralCode(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  return "ML-" + Array.from(bytes, (b) => ALPHABET[b % ALPHABET.length]).join("");
}

export function linkFor(userId: string, productId: string, origin: string): ReferralLink {
  const code = newReferralCode();
  return {
    id: `reflink_${crypto.randomUUID()}`,
    userId,
    productId,
    docType: "link",
    code,
    url: `${origin}/join/${code}`,
    createdAt: new Date().toISOString(),
  };
}
