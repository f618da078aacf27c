// U1-U7: what stands for the key in a point read. A name that is merely different proves nothing.
import { getContainer } from './database';

interface Parcel {
  id: string;
  customerId: string;
  courierId: string;
  weight: number;
}

const parcels = getContainer('parcels');

export async function byName(id: string, customerId: string, parcel: Parcel, customer: { id: string }): Promise<void> {
  await parcels.item(id, customerId).read<Parcel>(); // ok: partition-key-use partition-key-type
  await parcels.item(parcel.id, parcel.customerId).replace(parcel); // ok: partition-key-use
  await parcels.item(id, customer.id).read(); // ok: partition-key-use
  await parcels.item(id, String(customerId)).delete(); // ok: partition-key-use
  const partitionKey = parcel.customerId;
  await parcels // ok: partition-key-use
    .item(`p-${id}`, partitionKey)
    .read();
}

export async function otherFields(id: string, courierId: string, parcel: Parcel): Promise<void> {
  await parcels.item(id, courierId).read<Parcel>(); // want: partition-key-use "The JavaScript SDK swallows the 404 of read() and answers undefined"; ok: partition-key-type
  await parcels.item(parcel.id, parcel.courierId).delete(); // want: partition-key-use
  await parcels.item(id, parcel.id).read(); // unknown: partition-key-use
}

export async function otherKeys(id: string, parcelNumber: string): Promise<void> {
  await parcels.item(id, parcelNumber).read(); // want: partition-key-use
}

export async function noKey(id: string): Promise<void> {
  await parcels.item(id).read(); // want: partition-key-use
  await parcels.item(id, undefined).read(); // want: partition-key-use
  await getContainer('drivers').item(id).read();
}

export async function merelyDifferent(id: string, owner: string, partitionKey: string): Promise<void> {
  await parcels.item(id, owner).read(); // unknown: partition-key-use
  await parcels.item(id, partitionKey).read(); // unknown: partition-key-use
  await parcels.item(id, 'all').read(); // unknown: partition-key-use
  await parcels.item(id, `${owner}-${id}`).read(); // unknown: partition-key-use
  await getContainer('undeclared').item(id, owner).read(); // unknown: partition-key-use
  await getContainer(process.env.UNSET ?? owner).item(id, owner).read(); // unknown: partition-key-use
}
