// I2: a literal where configuration belongs, in each place in which code says it.
import { productId } from './config.js';
import { DEFAULT_PRODUCT } from './names.js';

type Event = { productId: string; kind?: 'orbit-cargo' };
declare function record(event: Event): void;

record({ productId: 'orbit-cargo' }); // want: hardcoded-product-id
record({ productId }); // ok: hardcoded-product-id
record({ 'productId': DEFAULT_PRODUCT }); // want: hardcoded-product-id

export function recordFor(options: Partial<Event>, product_id = 'orbit-cargo'): void { // want: hardcoded-product-id
  record({ productId: product_id });
  record({ productId: options.productId ?? 'orbit-cargo' }); // want: hardcoded-product-id
  record({ productId: options.productId ?? productId });
}

export class Session {
  readonly productId = 'orbit-cargo'; // want: hardcoded-product-id
}

export const recordAs = (product_id = 'orbit-cargo') => record({ productId: product_id }); // want: hardcoded-product-id

export function tag(headers: Headers): void {
  headers.append('x-product-id', 'orbit-cargo'); // want: hardcoded-product-id
  headers.set('X-Product-Id', 'orbit-cargo'); // want: hardcoded-product-id
}

export function fill(event: Event, named: Record<string, string>): void {
  event.productId = 'orbit-cargo'; // want: hardcoded-product-id
  named['x-product-id'] = 'orbit-cargo'; // want: hardcoded-product-id
}

/** Comparing is no configuration. */
export const isCargo = (event: Event): boolean => event.productId === 'orbit-cargo';
