'use strict';

// T1, T26 in CommonJS: a required client, and raw calls beside it.
const axios = require('axios').default;
const { request } = require('undici');
const ledger = require('./client');
const services = require('../services');

exports.accounts = async (requestId) => {
  const { data } = await ledger.get('/accounts');
  await axios.post(`${services.RUNNER_URL}/audit`, { seen: data.length }, { headers: { [services.REQUEST_ID]: requestId } }); // ok: request-id
  return data;
};

exports.vehicles = () => ledger.fleet.get('/vehicles');

exports.runs = async () => {
  const { body } = await request(`${services.RUNNER_URL}/runs`, { headers: { accept: 'application/json' } }); // want: request-id
  return body.json();
};

exports.drivers = () => axios.get(services.FLEET_URL + '/drivers'); // want: request-id
