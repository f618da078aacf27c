import { userOf } from "@/lib/auth";
import { getCosmosContainer, isCosmosConfigured } from "@/lib/cosmos";
import { linkFor } from "@/lib/referrals";
import type { ReferralEvent, ReferralLink } from "@/lib/referrals";

const productId = process.env.NEXT_PUBLIC_PRODUCT_ID ?? ""; // want: env-example

function unauthorized(): Response {
  return Response.json({ error: "unauthorized" }, { status: 401 });
}

/** The user's referral link and what came of it. */
export async function GET(request: Request): Promise<Response> {
  const user = userOf(request);
  if (!user) return unauthorized();

  const container = isCosmosConfigured() ? getCosmosContainer("referrals") : null;
  if (!container) return Response.json({ link: null, events: [] });

  const { resources } = await container.items // ok: partition-key-use partition-key-type
    .query<ReferralLink | ReferralEvent>("SELECT * FROM c ORDER BY c.createdAt", { partitionKey: user.id })
    .fetchAll();
  return Response.json({
    link: resources.find((doc) => doc.docType === "link") ?? null,
    events: resources.filter((doc) => doc.docType === "event"),
  });
}

export async function POST(request: Request): Promise<Response> {
  const user = userOf(request);
  if (!user) return unauthorized();

  const container = isCosmosConfigured() ? getCosmosContainer("referrals") : null;
  const link = linkFor(user.id, productId, new URL(request.url).origin);
  if (container) await container.items.create<ReferralLink>(link);
  return Response.json(link, { status: 201 });
}

/** Marks an invitation as activated, when the invited person opens the app for the first time. */
export async function PATCH(request: Request): Promise<Response> {
  const { eventId, userId } = (await request.json()) as { eventId: string; userId: string };
  const container = isCosmosConfigured() ? getCosmosContainer("referrals") : null;
  if (!container) return Response.json({ error: "storage is not configured" }, { status: 503 });

  const { resource: event } = await container.item(eventId, userId).read<ReferralEvent>(); // ok: partition-key-use partition-key-type
  if (!event) return Response.json({ error: "no such invitation" }, { status: 404 });

  const activated: ReferralEvent = { ...event, status: "activated", activatedAt: new Date().toISOString() };
  await container.item(eventId, userId).replace(activated); // ok: partition-key-use
  return Response.json(activated);
}
