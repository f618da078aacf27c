export { extractEntities, getExtractionJob } from './client.js';
