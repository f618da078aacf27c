// Addresses that a library reads from the environment: ours by their names, unless the default is somebody else's.
import { ConfigService } from '@nestjs/config';
import { createEnv } from '@t3-oss/env-core';
import { z } from 'zod';

const env = createEnv({
  server: {
    DEPOT_URL: z.string().url(),
    TARIFF_URL: z.string().url().default('https://tariffs.example.com'),
  },
  runtimeEnv: process.env,
});

export const depots = () => fetch(`${env.DEPOT_URL}/depots`); // want: request-id
export const tariffs = () => fetch(`${env.TARIFF_URL}/tariffs`);

export class Depots {
  constructor(private readonly config: ConfigService) {}

  all() {
    return fetch(`${this.config.get<string>('DEPOT_URL')}/depots`); // want: request-id
  }

  paid() {
    return fetch(`${this.config.getOrThrow<string>('STRIPE_API_URL')}/charges`);
  }

  nested() {
    return fetch(`${this.config.get<string>('depots.url')}/depots`); // unknown: request-id
  }
}
