// U14, U15: a query that names a key looks in one partition; one that filters by SQL names none.
import { getContainer } from './database';

interface Stop {
  id: string;
  routeId: string;
  driverId: string;
}

const stops = getContainer('stops');

export async function list(routeId: string, driverId: string): Promise<void> {
  await stops.items.query<Stop>('SELECT * FROM c', { partitionKey: routeId }).fetchAll(); // ok: partition-key-use partition-key-type
  await stops.items.query<Stop>('SELECT * FROM c', { partitionKey: driverId }).fetchAll(); // want: partition-key-use; ok: partition-key-type
  await stops.items.query({ query: 'SELECT * FROM c WHERE c.driverId = @d', parameters: [{ name: '@d', value: driverId }] }).fetchAll();
  await stops.items.query<{ total: number }>('SELECT COUNT(1) AS total FROM c', { partitionKey: routeId }).fetchAll(); // ok: partition-key-use
  await stops.items.readAll({ partitionKey: routeId }).fetchAll(); // ok: partition-key-use
}
