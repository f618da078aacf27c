import { createApiClient } from '@bytelyst/api-client';

const api = createApiClient({ baseUrl: process.env.PLATFORM_URL ?? 'http://localhost:4003' });

