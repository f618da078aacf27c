'use strict';

// Trap: what has the shape of a request and is none: a log record, a queue message, a recorded answer, a list of names.
const { FLEET_URL, LEDGER_URL } = require('../services');

const TRACED = ['x-request-id', 'x-target-request-id'];

exports.record = function record(log, res) {
  log.info({ req: { method: 'GET', url: `${LEDGER_URL}/accounts`, headers: { accept: '*/*' } }, res: { headers: res.headers } });
};

exports.enqueue = function enqueue(queue, id) {
  return queue.send({ method: 'post', url: `${FLEET_URL}/vehicles/${id}`, headers: {} });
};

exports.pick = function pick(req) {
  return Object.fromEntries(TRACED.map((name) => [name, req.headers[name]]));
};

exports.answer = function answer(req, res) {
  res.set('x-request-id', req.get('x-request-id'));
  res.status(204).end();
};

// const old = require('axios').create({ baseURL: LEDGER_URL });
