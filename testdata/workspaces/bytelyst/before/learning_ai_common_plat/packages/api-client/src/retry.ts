import { ApiError } from './errors.js';
import type { RetryPolicy } from './types.js';

const NO_RETRY: RetryPolicy = { attempts: 0, backoffMs: 0 };

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Runs `send` until it succeeds, fails for good, or the policy is used up. */
export async function withRetry<T>(send: () => Promise<T>, policy: RetryPolicy = NO_RETRY): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await send();
    } catch (err) {
      const again = err instanceof ApiError && err.retryable && attempt < policy.attempts;
      if (!again) throw err;
      await delay(policy.backoffMs * 2 ** attempt);
    }
  }
}
