// The declaration that counts is the nearest: this package has its own of `routes`, and none of `stops` and `drivers`; what another
// repository declares counts only where this one declares nothing.
import { CosmosClient } from '@azure/cosmos';

const database = new CosmosClient(process.env.COSMOS ?? '').database(process.env.COSMOS_DATABASE ?? 'orbit');

export async function create(): Promise<void> {
  await database.containers.createIfNotExists({ id: 'routes', partitionKey: { paths: ['/region'] } }); // also: partition-key
}

export async function read(id: string, region: string, routeId: string, driverId: string): Promise<void> {
  await database.container('routes').item(id, region).read(); // ok: partition-key-use
  await database.container('routes').item(id, id).read(); // want: partition-key-use
  await database.container('drivers').item(id, id).read(); // ok: partition-key-use
  await database.container('drivers').item(id, driverId).read(); // want: partition-key-use "declared with partition key /id"
  await database.container('stops').item(id, routeId).read(); // ok: partition-key-use
}
