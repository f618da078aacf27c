import { createApiClient } from '@bytelyst/api-client';
const EXTRACTION_URL = process.env.EXTRACTION_SERVICE_URL ?? 'http://localhost:4005';
const api = createApiClient({ baseUrl: `${EXTRACTION_URL}/api/v0` });
export async function extractEntities(request) {
    const response = await fetch(`${EXTRACTION_URL}/api/v0/extract`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(request),
    });
    return (await response.json()).entities;
}
export function getExtractionJob(id) {
    return api.get(`/jobs/${id}`);
}
//# sourceMappingURL=client.js.map
