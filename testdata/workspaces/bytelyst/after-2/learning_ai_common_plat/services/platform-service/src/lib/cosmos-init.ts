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

  // MindLyst
  // NOTE: MindLyst also uses 'referrals' with /userId partition key, but
  // the growth module already registers it with /id. This mismatch needs
  // a separate migration to reconcile.
  memories: { partitionKeyPath: '/userId' },
  voice_notes: { partitionKeyPath: '/userId' },
  photos: { partitionKeyPath: '/userId' },
  collections: { partitionKeyPath: '/userId' },
  reflections: { partitionKeyPath: '/userId' },
  insights: { partitionKeyPath: '/userId' },
  agent_chats: { partitionKeyPath: '/userId' },
  embeddings: { partitionKeyPath: '/userId' },
  reminders: { partitionKeyPath: '/userId' },
  streaks: { partitionKeyPath: '/userId' },
  daily_prompts: { partitionKeyPath: '/userId' },
  telemetry_events: { partitionKeyPath: '/userId', defaultTtl: 7_776_000 },
  settings: { partitionKeyPath: '/userId' },
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
