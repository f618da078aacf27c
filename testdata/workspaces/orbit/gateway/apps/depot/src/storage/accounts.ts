// Containers of the same name are the same unless account or database is known to differ: only what is written down is known.
import { CosmosClient } from '@azure/cosmos';
import { archive, database } from './database';

const east = new CosmosClient({ endpoint: 'https://orbit-east.documents.azure.com:443/' }).database('orbit'); // ok: client-per-request
const west = new CosmosClient({ endpoint: 'https://orbit-west.documents.azure.com:443/' }).database('orbit'); // ok: client-per-request
const cold = new CosmosClient(process.env.COLD_STORAGE ?? '').database('orbit-cold'); // ok: client-per-request

export async function create(): Promise<void> {
  await east.containers.createIfNotExists({ id: 'receipts', partitionKey: '/shop' }); // ok: partition-key
  await west.containers.createIfNotExists({ id: 'receipts', partitionKey: '/day' }); // ok: partition-key
  // The first that differs from any other is the one in the west: what `ops` declares may be in either.
  await east.containers.createIfNotExists({ id: 'vans', partitionKey: '/depotId' }); // ok: partition-key
  await west.containers.createIfNotExists({ id: 'vans', partitionKey: '/lane' }); // want: partition-key "`vans` is declared with partition key /lane here, and with /depotId elsewhere"
}

interface Receipt {
  id: string;
  shop: string;
  day: string;
}

export const receipt = (id: string, shop: string) => east.container('receipts').item(id, shop).read<Receipt>(); // ok: partition-key-use partition-key-type
export const receiptOfDay = (id: string, day: string) => east.container('receipts').item(id, day).read<Receipt>(); // want: partition-key-use; ok: partition-key-type
export const farReceipt = (id: string, day: string) => west.container('receipts').item(id, day).read<Receipt>(); // ok: partition-key-use partition-key-type
export const anyReceipt = (id: string, day: string) => database.container('receipts').item(id, day).read<Receipt>(); // ok: partition-key-use partition-key-type

interface Frozen {
  id: string;
  month: string;
  shelf: string;
}
interface Archived {
  id: string;
  year: string;
  month: string;
}

export const archived = (id: string, year: string) => archive.container('archived').item(id, year).read<Archived>(); // ok: partition-key-use partition-key-type
export const ofMonth = (id: string, month: string) => archive.container('archived').item(id, month).read<Archived>(); // want: partition-key-use; ok: partition-key-type
export const frozen = (id: string, month: string) => cold.container('archived').item(id, month).read<Frozen>(); // ok: partition-key-use partition-key-type
// `shelf` is a field of what another database has under this name.
export const ofShelf = (id: string, shelf: string) => archive.container('archived').item(id, shelf).read(); // unknown: partition-key-use
