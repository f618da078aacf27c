// T2, twin: the same without the header.
import axios from 'axios';
import { FLEET_URL } from '@orbit/config';

export default axios.create({ baseURL: FLEET_URL, headers: { Accept: 'application/json' } }); // want: request-id
