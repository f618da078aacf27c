// ---------------------------------------------------------------------------------------------------------------------
// The account: connecting, patience, reading page by page

async function connect(): Promise<CosmosClient> {
  const endpoint = process.env[VARIABLES.endpoint] || missing(VARIABLES.endpoint, 'to the address of the account');
  const key = process.env[VARIABLES.key];
  // Patience below waits for all workers at once, and counts; the client's own would hide both.
  const connectionPolicy = { retryOptions: { maxRetryAttemptCount: 0 } };
  if (key) {
    return new CosmosClient({ endpoint, key, connectionPolicy });
  }
  const { DefaultAzureCredential } = await import('@azure/identity');
  return new CosmosClient({ endpoint, aadCredentials: new DefaultAzureCredential(), connectionPolicy });
}

const THROTTLED = 429;
const PASSING: ReadonlySet<number | string> = new Set<number | string>([
  THROTTLED, 408, 410, 449, 500, 502, 503, 504,
  'ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'ETIMEDOUT', 'EPIPE', 'EAI_AGAIN', 'REQUEST_SEND_ERROR', 'TimeoutError',
]);
const LONGEST_PAUSE = 30_000; // milliseconds

/** Runs requests, and again those that were throttled or did not get through, as long as `attempts` allows. */
class Patience {
  throttled = 0;
  retried = 0;
  private readonly attempts: number;
  private closedUntil = 0;

  constructor(attempts: number) {
    this.attempts = attempts;
  }

  async run<T>(request: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      for (let wait = this.closedUntil - Date.now(); wait > 0; wait = this.closedUntil - Date.now()) {
        await sleep(wait);
      }
      try {
        return await request();
      } catch (error) {
        const code = codeOf(error);
        // The client fails without a code over an answer that is not Cosmos DB's, such as a gateway's empty 502.
        const passing = code === undefined ? attempt < 3 : PASSING.has(code);
        if (!passing || attempt >= this.attempts) {
          throw error;
        }
        const pause = retryAfter(error) ?? Math.min(LONGEST_PAUSE, 50 * 2 ** attempt);
        const spread = pause * (1 + Math.random() / 4); // or all workers come back at the same moment
        if (code === THROTTLED) {
          this.throttled++;
          this.closedUntil = Math.max(this.closedUntil, Date.now() + spread);
        } else {
          this.retried++;
          await sleep(spread);
        }
      }
    }
  }
}

function codeOf(error: unknown): number | string | undefined {
  const code = isObject(error) ? error['code'] : undefined;
  return typeof code === 'number' || typeof code === 'string' ? code : undefined;
}

/** How long the server asks to wait, in milliseconds. */
function retryAfter(error: unknown): number | undefined {
  if (!isObject(error)) {
    return undefined;
  }
  const headers = isObject(error['headers']) ? error['headers'] : {};
  const seconds = Number(headers['retry-after']);
  for (const asked of [Number(error['retryAfterInMs']), Number(headers['x-ms-retry-after-ms']), seconds * 1000]) {
    if (asked > 0) {
      return asked;
    }
  }
  return undefined;
}

interface Page {
  docs: Doc[];
  /** Where the page after this one begins; undefined after the last. */
  next: string | undefined;
}

async function* pages(container: Container, where: string, size: number, patience: Patience, start?: string): AsyncGenerator<Page> {
  const query = where.trim() === '' ? 'SELECT * FROM c' : `SELECT * FROM c WHERE ${where}`;
  const open = (from: string | undefined) =>
    container.items.query<Doc>(query, { maxItemCount: size, ...(from === undefined ? {} : { continuationToken: from }) });
  let next = start;
  let feed = open(next);
  for (;;) {
    const page = await patience.run(async () => {
      try {
        return await feed.fetchNext();
      } catch (error) {
        feed = open(next); // what failed once is used up
        throw error;
      }
    });
    next = page.continuationToken || undefined;
    if (page.hasMoreResults && next === undefined) {
      throw new UsageError('the server gives no continuation token for this predicate: use one without ORDER BY, DISTINCT and subqueries');
    }
    yield { docs: page.resources ?? [], next };
    if (next === undefined) {
      return;
    }
  }
}

/** How many documents a container holds. */
async function sizeOf(container: Container, patience: Patience): Promise<number> {
  const { resources } = await patience.run(() => container.items.query<number>('SELECT VALUE COUNT(1) FROM c').fetchAll());
  return resources.reduce((sum, n) => sum + n, 0);
}

/** Demands that a container is there, and returns the paths of its key. */
async function keyPaths(container: Container, name: string, patience: Patience): Promise<readonly string[]> {
  try {
    const { resource } = await patience.run(() => container.read());
    return resource?.partitionKey?.paths ?? [];
  } catch (error) {
    if (codeOf(error) === 404) {
      throw new UsageError(`there is no container ${name} in this database`);
    }
    throw error;
  }
}
