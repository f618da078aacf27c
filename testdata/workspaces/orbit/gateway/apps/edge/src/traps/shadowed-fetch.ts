// Trap, T25: what is called fetch here is not the global one. Silent.
import { fetch } from './stored.js';
import { CATALOG_URL } from '@orbit/config';

export const item = (sku: string) => fetch(`${CATALOG_URL}/items/${sku}`);

export class ItemLoader {
  private readonly known = new Map<string, string>();

  fetch(url: string): string | undefined {
    return this.known.get(url);
  }

  first(): string | undefined {
    return this.fetch(`${CATALOG_URL}/items/first`);
  }
}
