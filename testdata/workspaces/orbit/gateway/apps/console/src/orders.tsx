// T27: the hook's headers, used where they were made or handed down by props.
import axios from 'axios';
import { CATALOG_URL, LEDGER_URL } from '@orbit/config';
import { useBaseHeaders, useLocaleHeaders } from './use-base-headers';

interface ListProps {
  baseHeaders: Record<string, string>;
}

function OrderList({ baseHeaders }: ListProps) {
  const load = () => axios.get(`${LEDGER_URL}/orders`, { headers: { ...baseHeaders } }); // unknown: request-id
  return <button onClick={load}>Orders</button>;
}

export function Orders({ token }: { token: string }) {
  const baseHeaders = useBaseHeaders(token);

  const refresh = async () => {
    await axios.post(`${LEDGER_URL}/orders/refresh`, null, { headers: { ...baseHeaders } }); // ok: request-id
  };

  return (
    <section onDoubleClick={refresh}>
      <OrderList baseHeaders={baseHeaders} />
    </section>
  );
}

export function Catalog({ locale }: { locale: string }) {
  const headers = useLocaleHeaders(locale);
  const search = (q: string) => axios.get(`${CATALOG_URL}/search`, { params: { q }, headers }); // want: request-id
  const suggest = (q: string) => axios.get(`${CATALOG_URL}/suggest`, { params: { q }, headers }); // want: request-id
  return <input onChange={(e) => suggest(e.target.value)} onBlur={(e) => search(e.target.value)} />;
}
