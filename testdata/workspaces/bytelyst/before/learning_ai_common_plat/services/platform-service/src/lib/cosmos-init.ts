import { getDatabase } from './cosmos.js';

interface ContainerDefinition {
  partitionKeyPath: string;
  /** Seconds after which a document expires; absent keeps it for ever. */
  defaultTtl?: number;
}

const CONTAINERS: Record<string, ContainerDefinition> = {
  // growth
  campaigns: { partitionKeyPath: '/productId' },
  experiments: { partitionKeyPath: '/productId' },
  feature_flags: { partitionKeyPath: '/productId' },
  invitations: { partitionKeyPath: '/id' },
  referrals: { partitionKeyPath: '/id' }, // also: partition-key

  // accounts
  users: { partitionKeyPath: '/id' }, // ok: partition-key
  sessions: { partitionKeyPath: '/userId', defaultTtl: 2_592_000 },
  api_keys: { partitionKeyPath: '/userId' },

  // billing
  subscriptions: { partitionKeyPath: '/userId' },
  invoices: { partitionKeyPath: '/userId' },
  usage: { partitionKeyPath: '/userId' },

  // operations
  audit_log: { partitionKeyPath: '/actorId' },
  jarvis_agents: { partitionKeyPath: '/userId' },
  peak_sessions: { partitionKeyPath: '/userId' },
};

/** Creates what is missing; an existing container keeps the key it was created with. */
export async function initializeAllContainers(): Promise<void> {
  const database = getDatabase();
  for (const [id, definition] of Object.entries(CONTAINERS)) {
    await database.containers.createIfNotExists({
      id,
      partitionKey: { paths: [definition.partitionKeyPath] },
      defaultTtl: definition.defaultTtl,
    });
  }
}

export function knownContainers(): string[] {
  return Object.keys(CONTAINERS).sort();
}
