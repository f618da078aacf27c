/** Where the app talks to, fixed when the bundle is made. */
export const API_CONFIG = {
  baseUrl: process.env.EXPO_PUBLIC_API_URL ?? 'http://localhost:4003/api',
  productId: process.env.EXPO_PUBLIC_PRODUCT_ID ?? '',
  timeoutMs: 12_000,
} as const;
