// T11: the header's NAME is no literal.
import config from 'config';
import { DISPATCH_URL, Header, tracing } from '@orbit/config';
import { newId } from '@orbit/shared-api';

export const jobs = () => fetch(`${DISPATCH_URL}/jobs`, { headers: { [Header.RequestId]: newId() } }); // ok: request-id

export const drivers = () => fetch(`${DISPATCH_URL}/drivers`, { headers: { [tracing.header]: newId() } }); // ok: request-id

// Another name from the same place.
export const tenants = () => fetch(`${DISPATCH_URL}/tenants`, { headers: { [tracing.tenantHeader]: 'orbit' } }); // want: request-id

// Looked up in files that are merged when the process starts.
export const depots = () => fetch(`${DISPATCH_URL}/depots`, { headers: { [config.get<string>('tracing.header')]: newId() } }); // unknown: request-id
