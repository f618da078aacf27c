export * from './headers.js';
export { createLogger } from './logger.js';
export type { Logger, RequestRecord } from './logger.js';
