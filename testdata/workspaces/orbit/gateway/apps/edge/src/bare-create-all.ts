// T4, twin: all of the calls send it.
import axios from 'axios';
import { CATALOG_URL, Header } from '@orbit/config';
import { newId } from '@orbit/shared-api';

const ax = axios.create(); // ok: request-id

export const items = (page: number) => ax.get(`${CATALOG_URL}/items`, { params: { page }, headers: { [Header.RequestId]: newId() } });

export const rename = (sku: string, name: string) =>
  ax.patch(`${CATALOG_URL}/items/${sku}`, { name }, { headers: { [Header.RequestId]: newId() } });
