// T2, twin: somebody else's service.
import axios from 'axios';

export default axios.create({ baseURL: 'https://api.mapbox.com', headers: { Accept: 'application/json' } });
