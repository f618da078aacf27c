const STORAGE_KEY = 'tracker.productId';

/** The product whose issues are shown; people switch between products in the title bar. */
export function selectedProduct(): string {
  return localStorage.getItem(STORAGE_KEY) ?? '';
}

export function selectProduct(id: string): void {
  localStorage.setItem(STORAGE_KEY, id);
  window.dispatchEvent(new CustomEvent('product-changed', { detail: id }));
}

export function onProductChanged(listener: (id: string) => void): () => void {
  const handle = (event: Event) => listener((event as CustomEvent<string>).detail);
  window.addEventListener('product-changed', handle);
  return () => window.removeEventListener('product-changed', handle);
}
