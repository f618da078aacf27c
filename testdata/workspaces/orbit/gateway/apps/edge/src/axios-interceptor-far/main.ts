// T1, variant: where the side effect is imported and the clients are used.
import './boot.js';
import { ledger, ledgerAdmin } from './client.js';

export async function close(account: string): Promise<void> {
  const { data } = await ledger.get(`/accounts/${account}`);
  if (data.balance === 0) await ledgerAdmin.delete(`/accounts/${account}`);
}
