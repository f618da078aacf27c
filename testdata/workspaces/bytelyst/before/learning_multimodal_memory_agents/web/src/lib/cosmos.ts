import { CosmosClient } from "@azure/cosmos";
import type { Container, Database } from "@azure/cosmos";

/**
 * MindLyst's own storage. All of a person's documents lie in one logical partition of their
 * container, so that everything a page shows is read with one key: the user's id.
 */

/** Written down here as well as in the platform's registry, which a developer's emulator lacks. */
interface ContainerSpec {
  id: string;
  /** A path; it cannot be changed once the container exists. */
  partitionKey: string;
  /** Seconds; absent keeps documents for ever. */
  ttl?: number;
}

let client: CosmosClient | null = null;

/** Without storage the app runs on what the browser keeps. */
export function isCosmosConfigured(): boolean {
  return Boolean(process.env.COSMOS_ENDPOINT && process.env.COSMOS_KEY);
}

function getClient(): CosmosClient {
  if (!client) {
    client = new CosmosClient({
      endpoint: process.env.COSMOS_ENDPOINT ?? "",
      key: process.env.COSMOS_KEY ?? "",
    });
  }
  return client;
}

function getDatabase(): Database {
  return getClient().database(process.env.COSMOS_DATABASE || "lysnrai");
}

const CONTAINERS: ContainerSpec[] = [
  // what people put in
  { id: "memories", partitionKey: "/userId" },
  { id: "voice_notes", partitionKey: "/userId" },
  { id: "photos", partitionKey: "/userId" },
  { id: "collections", partitionKey: "/userId" },

  // what agents make of it
  { id: "reflections", partitionKey: "/userId" },
  { id: "insights", partitionKey: "/userId" },
  { id: "agent_chats", partitionKey: "/userId" },
  { id: "embeddings", partitionKey: "/userId" },
  { id: "reminders", partitionKey: "/userId" },

  // habits
  { id: "streaks", partitionKey: "/userId" },
  { id: "daily_prompts", partitionKey: "/userId" },

  // product
  { id: "telemetry_events", partitionKey: "/userId", ttl: 7_776_000 },
  { id: "settings", partitionKey: "/userId" },
  { id: "referrals", partitionKey: "/userId" }, // want: partition-key
];

export function getCosmosContainer(id: string): Container {
  return getDatabase().container(id);
}

/** Creates what is missing; run by the deployment, not by requests. */
export async function ensureContainers(): Promise<string[]> {
  const database = getDatabase();
  const created: string[] = [];
  for (const spec of CONTAINERS) {
    const { statusCode } = await database.containers.createIfNotExists({
      id: spec.id,
      partitionKey: spec.partitionKey,
      defaultTtl: spec.ttl,
    });
    if (statusCode === 201) created.push(spec.id);
  }
  return created;
}
