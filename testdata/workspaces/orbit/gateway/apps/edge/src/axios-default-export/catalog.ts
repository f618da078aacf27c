// T2: axios.create with a headers literal, exported by default and without a name. It sends an id: one and the same for ever.
import axios from 'axios';
import { CATALOG_URL, REQUEST_ID_HEADER } from '@orbit/config';

export default axios.create({ // ok: request-id; want: request-id-once
  baseURL: CATALOG_URL,
  headers: { Accept: 'application/json', [REQUEST_ID_HEADER]: crypto.randomUUID() },
});
