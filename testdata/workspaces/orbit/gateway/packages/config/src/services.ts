// Where the services live. Locally they listen on the ports of the compose file; in the cluster the environment says.
export const LEDGER_URL = process.env.LEDGER_URL ?? 'http://localhost:7001';
export const CATALOG_URL = process.env.CATALOG_URL || 'http://localhost:7002';
export const FLEET_URL = process.env.FLEET_URL!;
export const DISPATCH_URL = process.env['DISPATCH_URL'] ?? 'http://dispatch.internal';

/** Another company's price list: not ours, although its address is configured like ours. */
export const PARTNER_RATES_URL = process.env.PARTNER_RATES_URL ?? 'https://rates.example-freight.com/v2';
