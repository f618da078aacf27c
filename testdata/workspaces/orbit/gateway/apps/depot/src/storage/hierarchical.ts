// A key of several levels: a point read needs all of them, a query may name the first.
import { getContainer } from './database';

const events = getContainer('events');

export async function read(id: string, tenantId: string, userId: string): Promise<void> {
  await events.item(id, [tenantId, userId]).read(); // ok: partition-key-use
  const key = [tenantId, userId];
  await events.item(id, key).read(); // ok: partition-key-use
  await events.item(id, tenantId).read(); // want: partition-key-use
  await events.item(id, [userId, tenantId]).read(); // unknown: partition-key-use
  await events.items.query('SELECT * FROM c', { partitionKey: [tenantId] }).fetchAll(); // ok: partition-key-use
}
