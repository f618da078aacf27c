// Declares the containers, and reads what it owns.
import { CosmosClient } from '@azure/cosmos';

const db = new CosmosClient(process.env.COSMOS_CONNECTION ?? '').database('ferry');

export const create = () =>
  Promise.all([
    db.containers.createIfNotExists({ id: 'passengers', partitionKey: { paths: ['/id'] } }),
    db.containers.createIfNotExists({ id: 'bookings', partitionKey: { paths: ['/passengerId'] } }),
    db.containers.createIfNotExists({ id: 'lanes', partitionKey: { paths: ['/laneId'] } }), // want: partition-key "Container `lanes` is declared with partition key /laneId here, and with /deckId elsewhere"
  ]);

export const passenger = (id: string) => db.container('passengers').item(id, id).read(); // ok: partition-key-use
export const booking = (id: string, passengerId: string) => db.container('bookings').item(id, passengerId).read(); // ok: partition-key-use
