/** What a service answered when it did not answer 2xx. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly code?: string,
    readonly details?: unknown,
  ) {
    super(message);
    this.name = 'ApiError';
  }

  /** A request that may succeed when it is sent again unchanged. */
  get retryable(): boolean {
    return this.status === 429 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

interface ErrorBody {
  message?: string;
  error?: { code?: string; message?: string; details?: unknown };
}

/** Reads the error envelope of the platform, whatever is left of it. */
export async function toApiError(response: Response): Promise<ApiError> {
  let body: ErrorBody = {};
  try {
    body = (await response.json()) as ErrorBody;
  } catch {
    // A proxy in between answers HTML; the status is all there is.
  }
  const message = body.error?.message ?? body.message ?? response.statusText;
  return new ApiError(response.status, message, body.error?.code, body.error?.details);
}

export function isApiError(err: unknown): err is ApiError {
  return err instanceof ApiError;
}
