'use strict';

// T8, T9 in JavaScript: Object.assign, options grown step by step, Headers with set and append.
const { randomUUID } = require('node:crypto');
const { FLEET_URL, LEDGER_URL } = require('./services');

const defaults = { accept: 'application/json' };

exports.accounts = function accounts(token) {
  const headers = Object.assign({}, defaults, { authorization: token, 'x-request-id': randomUUID() });
  return fetch(`${LEDGER_URL}/accounts`, { headers }); // ok: request-id
};

exports.owners = function owners(token) {
  const headers = Object.assign({}, defaults, { authorization: token });
  return fetch(`${LEDGER_URL}/owners`, { headers }); // want: request-id
};

exports.park = function park(id) {
  const headers = new Headers(defaults);
  headers.append('x-reason', 'ops');
  headers.set('X-Request-Id', randomUUID());
  return fetch(`${FLEET_URL}/vehicles/${id}/park`, { method: 'POST', headers }); // ok: request-id
};

exports.release = function release(id) {
  const headers = new Headers(defaults);
  headers.append('x-reason', 'ops');
  return fetch(`${FLEET_URL}/vehicles/${id}/release`, { method: 'POST', headers }); // want: request-id
};

/** Where `extra` comes from, nobody says. */
exports.tow = function tow(id, extra) {
  const headers = Object.assign({}, defaults, extra);
  return fetch(`${FLEET_URL}/vehicles/${id}/tow`, { method: 'POST', headers }); // unknown: request-id
};
