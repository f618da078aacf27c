// A repository that declares `stops` in its infrastructure alone, and opens it from a script.
import { CosmosClient } from '@azure/cosmos';

/** @type {import('@azure/cosmos').Database} */
const database = new CosmosClient(process.env.COSMOS).database(process.env.COSMOS_DATABASE);

export const stop = (id, routeId) => database.container('stops').item(id, routeId).read(); // ok: partition-key-use
export const parcel = (id, customerId) => database.container('parcels').item(id, customerId).read(); // want: partition-key-use
export const note = (id, noteId) => database.container('notes').item(id, noteId).read(); // unknown: partition-key-use

// Nothing in this repository declares these two: the declarations of the others count.
export const team = (id, tenantId) => database.container('teams').item(id, tenantId).read(); // ok: partition-key-use
export const teamOf = (id) => database.container('teams').item(id).read(); // want: partition-key-use "this call passes no key"
export const create = () => database.containers.createIfNotExists({ id: 'vans', partitionKey: '/depotId' }); // want: partition-key
