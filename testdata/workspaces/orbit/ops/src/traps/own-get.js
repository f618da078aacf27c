'use strict';

// Trap: get, post and request of things that are no HTTP clients.
const { LEDGER_URL } = require('../services');

class Registry {
  constructor() {
    this.entries = new Map();
  }

  get(url) {
    return this.entries.get(url);
  }

  request(options) {
    return { ...options, at: Date.now() };
  }
}

const registry = new Registry();

exports.lookup = () => registry.get(`${LEDGER_URL}/accounts`);
exports.wanted = () => registry.request({ url: `${LEDGER_URL}/accounts`, headers: {} });
exports.cached = (cache) => cache.get('http://localhost:7001/accounts');
