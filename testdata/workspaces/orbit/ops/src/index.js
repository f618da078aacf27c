'use strict';

// An express server that keeps the caller's id, or starts a trace.
const { randomUUID } = require('node:crypto');
const express = require('express');
const { accounts } = require('./common-js/calls');
const { REQUEST_ID } = require('./services');

const app = express();

app.use((req, res, next) => {
  const id = req.headers['x-request-id'] || randomUUID(); // ok: request-id
  req.id = id;
  res.setHeader(REQUEST_ID, id);
  next();
});

app.get('/accounts', async (req, res, next) => {
  try {
    res.json(await accounts(req.id));
  } catch (err) {
    next(err);
  }
});

app.listen(process.env.PORT || 8090);
