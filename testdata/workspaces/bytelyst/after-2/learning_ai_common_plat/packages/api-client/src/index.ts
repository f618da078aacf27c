export { createApiClient } from './client.js';
export { ApiError, isApiError, toApiError } from './errors.js';
export type {
  ApiClient,
  ApiClientConfig,
  HeaderMap,
  RequestOptions,
  RetryPolicy,
} from './types.js';
