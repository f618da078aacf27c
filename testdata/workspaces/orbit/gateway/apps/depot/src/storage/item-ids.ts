// U2: the item id is the key where the path is /id, or where a writer gives both fields one value.
import { getContainer } from './database';

const members = getContainer('members');
const settings = getContainer('settings');
const tours = getContainer('tours');

export const driver = (id: string) => getContainer('drivers').item(id, id).read(); // ok: partition-key-use

export const join = (phone: string) => members.items.upsert({ id: phone, memberId: phone, since: Date.now() }); // ok: partition-key-type
export const member = (phone: string) => members.item(phone, phone).read(); // ok: partition-key-use
export const same = (member: { id: string }) => members.item(member.id, member.id).read(); // ok: partition-key-use

export const keep = (body: object) => settings.items.upsert(body); // unknown: partition-key-type
export const setting = (id: string) => settings.item(id, id).read(); // unknown: partition-key-use

export const plan = (id: string, depotId: string) => tours.items.create({ id: crypto.randomUUID(), depotId, parent: id }); // ok: partition-key-type
export const tour = (id: string) => tours.item(id, id).read(); // want: partition-key-use
export const called = (slug: string) => tours.item(slug, slug).read(); // unknown: partition-key-use
