// Trap: calls inside strings, templates and prompts.
import { CATALOG_URL } from '@orbit/config';

export const prompt = `
Write a function that calls the catalog. Use fetch(url, { headers: { Accept: 'application/json' } })
or axios.get('${CATALOG_URL}/items').
`;

export const snippet = "fetch('http://localhost:7002/items').then((r) => r.json())";

export const page = (nonce: string) => `<script nonce="${nonce}">
  fetch('${CATALOG_URL}/items', { method: 'POST' });
</script>`;

export const curl = (path: string) => ['curl', '-H', "'Accept: application/json'", `${CATALOG_URL}${path}`].join(' ');
