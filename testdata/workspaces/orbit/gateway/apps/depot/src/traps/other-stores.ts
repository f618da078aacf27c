// B: other SDKs' containers and keys, data rows, types, schemas, code in strings: nothing here is a container of Cosmos DB.
import { BlobServiceClient } from '@azure/storage-blob';
import { TableClient } from '@azure/data-tables';
import { getContainer } from '../storage/database';

interface Row {
  id: string;
  partitionKey?: string;
}
type ParcelRow = { id: 'parcels'; partitionKey: '/somethingElse' };

export const rows: Row[] = [
  { id: 'parcels', partitionKey: '/somethingElse' },
  { id: 'routes', partitionKey: 'north' },
];
export const indexing = { includedPaths: [{ path: '/*' }], excludedPaths: [{ path: '/weight/?' }], uniqueKeys: [{ paths: ['/email'] }] };
export const table = new TableClient(process.env.TABLES ?? '', 'parcels');
export const insert = () => table.createEntity({ partitionKey: '/somethingElse', rowKey: 'r' });
export const pictures = BlobServiceClient.fromConnectionString(process.env.BLOBS ?? '').getContainerClient('parcels');
export const publish = (stream: { put(record: object): void }) => stream.put({ id: 'parcels', partitionKey: '/somethingElse' });
export const page = () => getContainer('plans').items.create({ id: 'routes', partitionKey: '/somethingElse' });
export const list = { item: (i: number, j: number) => i + j };
export const sum = list.item(1, 2);
export const prompt = "createIfNotExists({ id: 'parcels', partitionKey: '/somethingElse' })";
export const column: ParcelRow | null = null; // await database.containers.createIfNotExists({ id: 'parcels', partitionKey: '/other' })
