'use strict';

// Addresses of the services, for the CommonJS and the ESM half alike.
const LEDGER_URL = process.env.LEDGER_URL || 'http://localhost:7001';
const FLEET_URL = process.env.FLEET_URL || 'http://localhost:7003';
const RUNNER_URL = process.env.RUNNER_URL;

module.exports = { LEDGER_URL, FLEET_URL, RUNNER_URL, REQUEST_ID: 'x-request-id' };
