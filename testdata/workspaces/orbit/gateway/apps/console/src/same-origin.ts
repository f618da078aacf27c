// T26: requests to the server that the page came from. Silent unless `same_origin` is set.
import axios from 'axios';

export const me = () => fetch('/api/me', { credentials: 'include' });
export const orders = (page: number) => axios.get(`/api/orders?page=${page}`);
export const save = (body: object) => fetch('api/preferences', { method: 'PUT', body: JSON.stringify(body) });
