export { extractEntities, getExtractionJob, startExtraction, waitForExtraction } from './client.js';
export type { Entity, EntityKind, ExtractionJob, ExtractionRequest } from './types.js';
