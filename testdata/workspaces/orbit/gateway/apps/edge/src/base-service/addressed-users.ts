// T22: who makes them.
import { InheritedService, LabelService, OwnService, PooledItems, PooledRates, PooledSending, RatesService, SendingService, StockService } from './addressed-services.js';

export const inherited = new InheritedService('http://catalog:8080'); // want: request-id
export const own = new OwnService('toys'); // want: request-id
export const sending = new SendingService(); // ok: request-id
export const rates = new RatesService();

export const pooledItems = new PooledItems(); // want: request-id
export const pooledSending = new PooledSending(); // ok: request-id
export const pooledRates = new PooledRates();

export const stock = new StockService('http://catalog:8080'); // want: request-id
export const label = new LabelService('http://catalog:8080');
