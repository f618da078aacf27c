// C4: clients with connection pools, made for each request, and their shared twins.
import { CosmosClient } from '@azure/cosmos';
import { ServiceBusClient } from '@azure/service-bus';
import axios from 'axios';
import { Hono } from 'hono';
import Redis from 'ioredis';
import https from 'node:https';
import pg from 'pg';
import { Pool as Connections } from 'pg';
import { Agent, fetch as request } from 'undici';

const FORECAST = 'https://api.open-meteo.com/v1/forecast';
export const pooled = new Hono();

pooled.get('/orders/:id', async (c) => {
  const client = new CosmosClient({ endpoint: 'https://orbit.documents.azure.com' }); // want: client-per-request
  const { resource } = await client.database('orbit').container('orders').item(c.req.param('id'), 'o').read();
  return c.json(resource);
});

const cosmos = new CosmosClient({ endpoint: 'https://orbit.documents.azure.com' }); // ok: client-per-request
pooled.get('/parcels/:id', async (c) => {
  const { resource } = await cosmos.database('orbit').container('parcels').item(c.req.param('id'), 'p').read();
  return c.json(resource);
});

export async function publish(event: object): Promise<void> {
  const bus = new ServiceBusClient('Endpoint=sb://orbit'); // want: client-per-request
  const sender = bus.createSender('orders');
  await sender.sendMessages({ body: event });
  await bus.close();
}

let bus: ServiceBusClient | undefined;
export async function publishShared(event: object): Promise<void> {
  bus ??= new ServiceBusClient('Endpoint=sb://orbit'); // ok: client-per-request
  await bus.createSender('orders').sendMessages({ body: event });
}

export async function totals(): Promise<unknown[]> {
  const pool = new pg.Pool(); // want: client-per-request
  const result = await pool.query('select 1');
  return result.rows;
}

const pools = new Map<string, Connections>();
export async function totalsOf(tenant: string): Promise<unknown[]> {
  let pool = pools.get(tenant);
  if (!pool) {
    pool = new Connections({ database: tenant }); // ok: client-per-request
    pools.set(tenant, pool);
  }
  return (await pool.query('select 1')).rows;
}

export async function GET(): Promise<Response> {
  const redis = new Redis(); // want: client-per-request
  return Response.json(await redis.get('flags'));
}

const shared = globalThis as unknown as { redis?: Redis };
export function flags(): Redis {
  if (!shared.redis) shared.redis = new Redis(); // ok: client-per-request
  return shared.redis;
}

export async function forecast(): Promise<unknown> {
  const agent = new https.Agent({ keepAlive: true }); // want: client-per-request
  return axios.get(FORECAST, { httpsAgent: agent });
}

const agent = new https.Agent({ keepAlive: true }); // ok: client-per-request
export async function sharedForecast(): Promise<unknown> {
  return axios.get(FORECAST, { httpsAgent: agent });
}

export async function tides(): Promise<unknown> {
  return request(FORECAST, { dispatcher: new Agent({ connections: 4 }) }); // want: client-per-request
}

export async function injected(pool?: Connections): Promise<unknown[]> {
  const client = pool ?? new Connections(); // unknown: client-per-request
  return (await client.query('select 1')).rows;
}
