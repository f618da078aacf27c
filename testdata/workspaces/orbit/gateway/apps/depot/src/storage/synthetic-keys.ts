// U2, U7: a key called `pk` may hold what another field holds, and so may an id: whoever writes the document decides.
import { getContainer } from './database';

interface Entry {
  id: string;
  pk: string;
  userId: string;
  depotId: string;
}
interface Account {
  id: string;
  userId: string;
  email: string;
}
interface Team {
  id: string;
  tenantId: string;
  organizationId: string;
  name: string;
}

const ledger = getContainer('ledger');
const journal = getContainer('journal');
const accounts = getContainer('accounts');
const teams = getContainer('teams');

export const enter = (userId: string, depotId: string) => ledger.items.create({ id: crypto.randomUUID(), pk: userId, userId, depotId }); // ok: partition-key-type
export const entry = (id: string, userId: string) => ledger.item(id, userId).read<Entry>(); // ok: partition-key-use partition-key-type
export const other = (id: string, depotId: string) => ledger.item(id, depotId).read<Entry>(); // want: partition-key-use; ok: partition-key-type
export const whole = (entry: Entry) => ledger.item(entry.id, entry.pk).read<Entry>(); // ok: partition-key-use partition-key-type
export const none = (id: string) => journal.item(id).read<Entry>(); // want: partition-key-use; ok: partition-key-type
export const written = (id: string, userId: string) => journal.item(id, userId).read<Entry>(); // unknown: partition-key-use; ok: partition-key-type
export const account = (email: string) => accounts.item(email, email).read<Account>(); // unknown: partition-key-use; ok: partition-key-type

// The writer says by which other name the key's value goes.
export const found = (organizationId: string, name: string) => teams.items.create({ id: crypto.randomUUID(), tenantId: organizationId, name }); // ok: partition-key-type
export const team = (id: string, organizationId: string) => teams.item(id, organizationId).read<Team>(); // ok: partition-key-use partition-key-type
export const named = (id: string, name: string) => teams.item(id, name).read<Team>(); // want: partition-key-use; ok: partition-key-type
