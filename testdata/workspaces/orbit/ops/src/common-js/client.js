'use strict';

// T1 and T2 in CommonJS: module.exports instead of export.
const axios = require('axios');
const { randomUUID } = require('node:crypto');
const { FLEET_URL, LEDGER_URL, REQUEST_ID } = require('../services');

const ledger = axios.create({ baseURL: LEDGER_URL }); // ok: request-id
ledger.interceptors.request.use(function (config) {
  config.headers[REQUEST_ID] = randomUUID();
  return config;
});

module.exports = ledger;
module.exports.fleet = axios.create({ baseURL: FLEET_URL, headers: { Accept: 'application/json' } }); // want: request-id
