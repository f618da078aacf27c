// Trap, T29: these cannot set headers; the id goes into the query.
import { DISPATCH_URL, FLEET_URL } from '@orbit/config';

export const positions = (id: string) => new EventSource(`${FLEET_URL}/positions?requestId=${id}`);
export const alarms = () => new EventSource(`${FLEET_URL}/alarms`, { withCredentials: true });
export const jobs = (id: string) => new WebSocket(`${DISPATCH_URL.replace(/^http/, 'ws')}/jobs?requestId=${id}`);
