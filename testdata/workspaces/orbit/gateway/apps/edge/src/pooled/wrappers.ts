// C5: what is made for each request around something, and what only has such a name.
import { BlobServiceClient } from '@azure/storage-blob';
import { Command } from 'commander';
import https from 'node:https';
import { Redis } from 'ioredis';

class Weather {
  private readonly agent: https.Agent;

  constructor() {
    this.agent = new https.Agent({ keepAlive: true }); // want: client-per-request
  }

  options() {
    return { agent: this.agent };
  }
}

export async function now(): Promise<void> {
  const weather = new Weather();
  https.get('https://api.open-meteo.com/v1/now', weather.options());
}

const redis = new Redis(); // ok: client-per-request

class Session {
  constructor(private readonly id: string, private readonly store: Redis) {}

  user() {
    return this.store.get(`session:${this.id}`);
  }
}

export const userOf = async (id: string) => new Session(id, redis).user();

/** Ours, and no pool of connections. */
class Pool {
  private readonly free: number[] = [];

  take(): number {
    return this.free.pop() ?? 0;
  }
}

export function seat(): number {
  const pool = new Pool();
  return pool.take();
}

/** Its library shares connections by itself. */
export async function blob(name: string): Promise<unknown> {
  const blobs = new BlobServiceClient('https://orbit.blob.core.windows.net');
  return blobs.getContainerClient('files').getBlobClient(name).download();
}

export const program = new Command();
program.command('flush').action(async () => {
  const cache = new Redis(); // ok: client-per-request
  await cache.flushall();
});
