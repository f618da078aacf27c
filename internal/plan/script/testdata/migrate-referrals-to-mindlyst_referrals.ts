/**
 * Copies documents of the container referrals (partition key /id)
 * into mindlyst_referrals (partition key /userId).
 *
 * Written by connaudit from the code that uses the container: read it before it runs.
 *
 * It needs Node.js 20 or newer, and these packages:
 *
 *   npm install @azure/cosmos@4 @azure/identity@4
 *   npm install --save-dev tsx typescript @types/node
 *
 * It finds the account by environment variables, and has no secret of its own:
 *
 *   COSMOS_ENDPOINT: the address of the account
 *   COSMOS_KEY: its key; without it, DefaultAzureCredential (az login, a managed identity)
 *   COSMOS_DATABASE: the database
 *
 * How to run it; --help lists all options:
 *
 *   1. A dry run, with a backup: it counts, says what would be skipped, and writes nothing into the database.
 *      npx tsx migrate-referrals-to-mindlyst_referrals.ts --export backup.jsonl
 *   2. The copy, which is then compared. After a failure the same command goes on where it stopped.
 *      npx tsx migrate-referrals-to-mindlyst_referrals.ts --apply
 *   3. The comparison once more, such as before the source is given up.
 *      npx tsx migrate-referrals-to-mindlyst_referrals.ts --verify
 *
 * It copies the documents for which this holds, unless --where SQL says it otherwise:
 *
 *   c["docType"] IN ("link", "event")
 *
 * The types that code declares for them:
 *
 *   ReferralLink
 *     id: string
 *     userId: string
 *     productId: string
 *     docType: 'link'
 *     code: string
 *     url: string
 *     createdAt: string
 *
 *   ReferralEvent
 *     id: string
 *     userId: string
 *     productId: string
 *     docType: 'event'
 *     referrerId: string
 *     status: 'invited' | 'installed' | 'activated' | 'rewarded'
 *     activatedAt: string | null
 *
 * Documents are created, replaced only where the source changed later, and never deleted, in neither container. A second run
 * changes nothing. What has no key, or cannot be placed, is written to a file with the reason. The copy's time to live starts anew;
 * unique keys, indexes and triggers of the source are not copied.
 *
 * Exit status: 0 done, all there; 1 failed, run it again; 2 something is missing or wrong in the arguments, nothing was written;
 * 3 done, but documents were skipped; 4 the comparison found a difference.
 */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { CosmosClient, type Container, type Item } from '@azure/cosmos';

// ---------------------------------------------------------------------------------------------------------------------
// What the code says

interface Rename {
  from: string;
  to: string;
}

interface DocumentType {
  name: string;
  required: readonly string[];
  literals: { readonly [field: string]: ReadonlyArray<string | number | boolean | null> };
}

const NAME = 'migrate-referrals-to-mindlyst_referrals';
const DIFFERENCES = `${NAME}.differences.jsonl`;
const SOURCE = 'referrals';
const SOURCE_KEY: readonly string[] = ['/id'];
const TARGET = 'mindlyst_referrals';
const TARGET_KEY: readonly string[] = ['/userId'];
const DATABASE: string | undefined = undefined;
const VARIABLES = { endpoint: 'COSMOS_ENDPOINT', key: 'COSMOS_KEY', database: 'COSMOS_DATABASE' };

/** Fields that have another name in the target. */
const RENAMES: readonly Rename[] = [];

/** Whether documents keep the old names as well. */
const KEEP_RENAMED: boolean = false;

/** The documents to copy, as Cosmos SQL over c: in the source, and as they are in the target. */
const WHERE: string | undefined = 'c["docType"] IN ("link", "event")';
const TARGET_WHERE = 'c["docType"] IN ("link", "event")';
const UNDECIDED = '';

/** The field whose values are counted apart. */
const COUNT_BY: string | undefined = 'productId';

/** The types of documents, with the names that fields have in the target. */
const TYPES: readonly DocumentType[] = [
  { name: 'ReferralLink', required: ['id', 'userId', 'productId', 'docType', 'code', 'url', 'createdAt'], literals: { ['docType']: ['link'] } },
  { name: 'ReferralEvent', required: ['id', 'userId', 'productId', 'docType', 'referrerId', 'status', 'activatedAt'], literals: { ['docType']: ['event'], ['status']: ['invited', 'installed', 'activated', 'rewarded'] } },
];

// ---------------------------------------------------------------------------------------------------------------------
// Arguments

const EXIT = { done: 0, failed: 1, usage: 2, skipped: 3, differs: 4 } as const;

/** A mistake of the one who runs the script, or of the account as it stands: nothing was written. */
class UsageError extends Error {}

interface Settings {
  apply: boolean;
  verifyOnly: boolean;
  restart: boolean;
  overwrite: boolean;
  database: string;
  where: string;
  targetWhere: string;
  exportFile: string | undefined;
  skippedFile: string;
  checkpointFile: string;
  concurrency: number;
  pageSize: number;
  attempts: number;
}

const HELP = `usage: npx tsx ${NAME}.ts [--apply | --verify] [OPTION...]

  (neither)             dry run: reads the source and writes nothing into the database
  --apply               copies; after a failure the same command goes on where it stopped
  --verify              compares counts and content of source and target, and does nothing else
  --export FILE         writes each document that is read to FILE, one JSON line each: the backup
  --skipped FILE        where skipped documents and their reasons are written
  --checkpoint FILE     where the place reached is kept (default: ${NAME}.checkpoint.json)
  --restart             forgets the checkpoint
  --database NAME       the database, instead of the environment variable ${VARIABLES.database}
  --where SQL           which documents of the source to copy, instead of the predicate in the script ('' is all)
  --target-where SQL    which documents of the target to compare with them (default: as --where)
  --overwrite           replaces documents of the target that differ and are newer
  --concurrency N       writes at a time (default: 8)
  --page-size N         documents read at a time (default: 100)
  --attempts N          how often a request is tried that is throttled or fails to get through (default: 12)
`;

function readSettings(args: string[]): Settings {
  const flag = { type: 'boolean', default: false } as const;
  const text = { type: 'string' } as const;
  const { values } = parse(() =>
    parseArgs({
      args,
      options: {
        apply: flag, verify: flag, restart: flag, overwrite: flag,
        export: text, skipped: text, checkpoint: text, database: text, where: text, 'target-where': text,
        concurrency: text, 'page-size': text, attempts: text,
      },
    }),
  );
  if (values.apply && values.verify) {
    throw new UsageError('give --apply or --verify, not both: --apply verifies when it has copied');
  }
  const where = values.where ?? WHERE;
  if (where === undefined) {
    throw new UsageError(`the code does not tell which documents are to be copied (${UNDECIDED}): say it with --where SQL`);
  }
  return {
    apply: values.apply,
    verifyOnly: values.verify,
    restart: values.restart,
    overwrite: values.overwrite,
    database: values.database || process.env[VARIABLES.database] || DATABASE || missing(VARIABLES.database, 'or give --database NAME'),
    where,
    targetWhere: values['target-where'] ?? values.where ?? TARGET_WHERE,
    exportFile: values.export,
    skippedFile: values.skipped ?? `${NAME}.${values.apply || values.verify ? '' : 'dry-run.'}skipped.jsonl`,
    checkpointFile: values.checkpoint ?? `${NAME}.checkpoint.json`,
    concurrency: count('--concurrency', values.concurrency, 8, 256),
    pageSize: count('--page-size', values['page-size'], 100, 1000),
    attempts: count('--attempts', values.attempts, 12, 1000),
  };
}

function parse<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UsageError(`${messageOf(error)}\n\n${HELP}`);
  }
}

function missing(variable: string, otherwise: string): never {
  throw new UsageError(`the environment variable ${variable} is not set: set it, ${otherwise}`);
}

function count(option: string, text: string | undefined, otherwise: number, most: number): number {
  const n = text === undefined ? otherwise : Number(text);
  if (!Number.isInteger(n) || n < 1 || n > most) {
    throw new UsageError(`${option} must be a whole number from 1 to ${most}, not ${text}`);
  }
  return n;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

// ---------------------------------------------------------------------------------------------------------------------
// Documents: what is copied, under which key, and how two of them are compared

type Doc = { [name: string]: unknown };
type Key = Array<string | number | boolean>;

/** What a document of the source becomes in the target, or why it becomes nothing. */
type Transformed = { doc: Doc; id: string; key: Key } | { reason: string };

const SYSTEM_PROPERTIES: ReadonlySet<string> = new Set(['_rid', '_self', '_etag', '_attachments', '_ts', '_lsn']);
const LONGEST_KEY = 2048; // bytes; 101 in containers without large partition keys, where the server refuses the document

/** A document without the properties that the server writes. */
function contentOf(doc: Doc): Doc {
  return Object.fromEntries(Object.entries(doc).filter(([name]) => !SYSTEM_PROPERTIES.has(name)));
}

function transform(source: Doc): Transformed {
  let entries = Object.entries(contentOf(source));
  for (const { from, to } of RENAMES) {
    const old = entries.find(([name]) => name === from);
    if (old === undefined) {
      continue;
    }
    const present = entries.find(([name]) => name === to);
    if (KEEP_RENAMED) {
      // Both names stay: a document that has a value of its own under the new one is as it should be.
      entries = present ? entries : [...entries, [to, old[1]]];
      continue;
    }
    if (present !== undefined && canonical(present[1]) !== canonical(old[1])) {
      return { reason: `${from} is to be renamed ${to}, which is there with another value` };
    }
    entries = present
      ? entries.filter(([name]) => name !== from)
      : entries.map(([name, value]): [string, unknown] => [name === from ? to : name, value]);
  }
  const doc: Doc = Object.fromEntries(entries);
  const id = doc['id'];
  if (typeof id !== 'string' || id === '') {
    return { reason: 'it has no id' };
  }
  const key: Key = [];
  for (const path of TARGET_KEY) {
    const part = keyPart(doc, path);
    if (typeof part === 'object') {
      return part;
    }
    key.push(part);
  }
  return { doc, id, key };
}

function keyPart(doc: Doc, path: string): string | number | boolean | { reason: string } {
  const value = path.split('/').slice(1).reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), doc);
  if (value === undefined || value === null || value === '') {
    return { reason: `the key ${path} is ${value === undefined ? 'not there' : value === null ? 'null' : 'empty'}` };
  }
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    return { reason: `the key ${path} is neither a string nor a number nor a boolean` };
  }
  if (typeof value === 'string' && Buffer.byteLength(value) > LONGEST_KEY) {
    return { reason: `the key ${path} is longer than ${LONGEST_KEY} bytes` };
  }
  return value;
}

function isObject(value: unknown): value is Doc {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON with the properties in the order of their names: equal texts are equal documents. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(',')}]`;
  }
  if (isObject(value)) {
    return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

function hashOf(doc: Doc): string {
  return createHash('sha256').update(canonical(contentOf(doc))).digest('hex');
}

/** The value by which documents are counted apart. */
function groupOf(doc: Doc): string {
  const value = COUNT_BY === undefined ? undefined : doc[COUNT_BY];
  return value === undefined ? '(none)' : String(value);
}

/** The first known type that a document may have; code that reads a document of no known type may not expect it. */
function typeOf(doc: Doc): string {
  const type = TYPES.find(({ required, literals }) =>
    required.every((name) => doc[name] !== undefined) &&
    Object.entries(literals).every(([name, allowed]) => doc[name] === undefined || allowed.some((one) => one === doc[name])));
  return type?.name ?? '(no known type)';
}

/**
 * Counts and hashes of documents, in groups. Hashes are added up modulo 2^256: the sum does not depend on the order of the
 * documents, no document hides another, and nothing but the sums is held in memory.
 */
class Tally {
  readonly groups = new Map<string, { count: number; sum: bigint }>();

  add(group: string, hash: string, times = 1): void {
    const at = this.groups.get(group) ?? { count: 0, sum: 0n };
    at.count += times;
    at.sum = BigInt.asUintN(256, at.sum + BigInt(times) * BigInt(`0x${hash}`));
    this.groups.set(group, at);
  }
}

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

// ---------------------------------------------------------------------------------------------------------------------
// Files: lines that can be taken back to the last checkpoint, and the checkpoint

/** A file of JSON lines, readable by its owner only: documents hold personal data. */
class Lines {
  length: number;
  private readonly handle: FileHandle;

  private constructor(handle: FileHandle, length: number) {
    this.handle = handle;
    this.length = length;
  }

  /** Begins a file; `once` refuses to write over one. */
  static async begin(file: string, once: boolean): Promise<Lines> {
    try {
      return new Lines(await open(file, once ? 'wx' : 'w', 0o600), 0);
    } catch (error) {
      if (codeOf(error) === 'EEXIST') {
        throw new UsageError(`${file} is there already: a backup is not written over; choose another name`);
      }
      throw error;
    }
  }

  /** Goes on with a file after its first `length` bytes. What stands behind them was written after the checkpoint. */
  static async resume(file: string, length: number): Promise<Lines> {
    const size = await stat(file).then((s) => s.size, () => -1);
    if (size < length) {
      throw new UsageError(`${file} is ${size < 0 ? 'gone' : 'shorter than it was'} since the checkpoint: begin anew with --restart`);
    }
    const handle = await open(file, 'r+');
    await handle.truncate(length);
    return new Lines(handle, length);
  }

  async append(values: readonly unknown[]): Promise<void> {
    if (values.length === 0) {
      return;
    }
    const bytes = Buffer.from(values.map((v) => `${JSON.stringify(v)}\n`).join(''));
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await this.handle.write(bytes, done, bytes.length - done, this.length + done);
      done += bytesWritten;
    }
    this.length += bytes.length;
    await this.handle.datasync();
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}

interface Counts {
  read: number;
  created: number;
  replaced: number;
  unchanged: number;
  skipped: number;
}

interface Counters {
  [name: string]: number;
}

interface Checkpoint {
  /** What must not change between two runs, in one text. */
  run: string;
  /** Where reading goes on; null after the last page. */
  next: string | null;
  exportLength: number;
  skippedLength: number;
  counts: Counts;
  groups: Counters;
  types: Counters;
}

/** Says which run a checkpoint belongs to. */
function runOf(s: Settings): string {
  const endpoint = process.env[VARIABLES.endpoint];
  return JSON.stringify([1, endpoint, s.database, SOURCE, TARGET, TARGET_KEY, RENAMES, KEEP_RENAMED, s.where, s.exportFile ?? null, s.skippedFile]);
}

async function readCheckpoint(s: Settings): Promise<Checkpoint | undefined> {
  let text: string;
  try {
    text = await readFile(s.checkpointFile, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
  const checkpoint = parse(() => JSON.parse(text) as Checkpoint);
  if (checkpoint.run !== runOf(s)) {
    throw new UsageError(`${s.checkpointFile} is of a run with other arguments: repeat those, or begin anew with --restart`);
  }
  return { ...checkpoint, groups: counters(checkpoint.groups), types: counters(checkpoint.types) };
}

/** Replaces the checkpoint as a whole: after a crash there is the old one or the new one. */
async function writeCheckpoint(file: string, checkpoint: Checkpoint): Promise<void> {
  const next = `${file}.new`;
  const handle = await open(next, 'w', 0o600);
  try {
    await handle.writeFile(JSON.stringify(checkpoint));
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(next, file);
}

// ---------------------------------------------------------------------------------------------------------------------
// Copying

type Placed = 'created' | 'replaced' | 'unchanged' | { reason: string };

/** A document that is not in the target, and why. With a hash it could be, but for the reason. */
interface Skipped {
  id: unknown;
  rid: unknown;
  group: string;
  reason: string;
  hash?: string;
}

/**
 * Puts a document into the target unless it is there. One with the same id and key and other content is replaced only if the
 * source changed later: otherwise the target was written by somebody else, or two documents of the source fall together.
 */
async function place(target: Container, t: { doc: Doc; id: string; key: Key }, changed: number, s: Settings, patience: Patience): Promise<Placed> {
  for (let round = 0; round < 4; round++) {
    try {
      await patience.run(() => target.items.create(t.doc, { disableAutomaticIdGeneration: true }));
      return 'created';
    } catch (error) {
      if (codeOf(error) === 400 || codeOf(error) === 413) {
        return { reason: `the target refuses it: ${messageOf(error)}` };
      }
      if (codeOf(error) !== 409) {
        throw error;
      }
    }
    const there = await standing(target, t, patience);
    if (there === undefined) {
      continue; // deleted in between, or in the way of a unique key
    }
    if (canonical(contentOf(there)) === canonical(t.doc)) {
      return 'unchanged';
    }
    if (!s.overwrite && !(Number(there['_ts']) < changed)) {
      return { reason: 'the target has another document with this id and key, which is not older (--overwrite replaces it)' };
    }
    try {
      const accessCondition = { type: 'IfMatch', condition: String(there['_etag']) };
      await patience.run(() => itemOf(target, t).replace(t.doc, { accessCondition }));
      return 'replaced';
    } catch (error) {
      if (codeOf(error) !== 412 && codeOf(error) !== 404) {
        throw error;
      }
    }
  }
  return { reason: 'the target has no document with this id and key, and takes none: a unique key is in the way, or somebody else writes it' };
}

function itemOf(target: Container, t: { id: string; key: Key }): Item {
  return target.item(t.id, t.key.length === 1 ? t.key[0] : t.key);
}

/** The document that the target has under an id and key, if there is one. */
async function standing(target: Container, t: { id: string; key: Key }, patience: Patience): Promise<Doc | undefined> {
  return (await patience.run(() => itemOf(target, t).read<Doc>())).resource;
}

/** Does work for each item, `most` at a time. */
async function each<T>(items: readonly T[], most: number, work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (const item of left) {
      if (failures.length > 0) {
        return;
      }
      await work(item).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
  if (failures.length > 0) {
    throw failures[0];
  }
}

async function copyPage(docs: readonly Doc[], target: Container, s: Settings, patience: Patience, at: Checkpoint): Promise<Skipped[]> {
  const skipped: Array<Skipped | undefined> = docs.map(() => undefined);
  const skip = (i: number, doc: Doc, reason: string, hash?: string): void => {
    skipped[i] = { id: doc['id'], rid: doc['_rid'], group: groupOf(doc), reason, ...(hash === undefined ? {} : { hash }) };
    at.counts.skipped++;
  };
  await each([...docs.entries()], s.concurrency, async ([i, doc]) => {
    at.counts.read++;
    const t = transform(doc);
    if ('reason' in t) {
      skip(i, doc, t.reason);
      return;
    }
    const placed = s.apply ? await place(target, t, Number(doc['_ts']), s, patience) : 'created';
    if (typeof placed === 'object') {
      skip(i, t.doc, placed.reason, hashOf(t.doc));
      return;
    }
    at.counts[placed]++;
    bump(at.groups, groupOf(t.doc));
    bump(at.types, typeOf(t.doc));
  });
  return skipped.filter((one) => one !== undefined);
}

function atTheStart(s: Settings): Checkpoint {
  return {
    run: runOf(s), next: null, exportLength: 0, skippedLength: 0,
    counts: { read: 0, created: 0, replaced: 0, unchanged: 0, skipped: 0 }, groups: counters(), types: counters(),
  };
}

/** Counters by name; a name from a document may be that of a method, so nothing is inherited. */
function counters(from: Counters = {}): Counters {
  return Object.assign(Object.create(null) as Counters, from);
}

function bump(counts: Counters, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

async function copy(source: Container, target: Container, s: Settings, patience: Patience, stopped: () => boolean): Promise<Checkpoint> {
  const found = s.apply && !s.restart ? await readCheckpoint(s) : undefined;
  const at = found ?? atTheStart(s);
  if (found) {
    if (found.next === null) {
      console.log(`all documents were copied before (${s.checkpointFile}; --restart begins anew)`);
      return found;
    }
    console.log(`going on after ${found.counts.read} documents (${s.checkpointFile}; --restart begins anew)`);
  }
  const skippedLines = found ? await Lines.resume(s.skippedFile, found.skippedLength) : await Lines.begin(s.skippedFile, false);
  const file = s.exportFile;
  const exported = file === undefined ? undefined : found ? await Lines.resume(file, found.exportLength) : await Lines.begin(file, true);
  let told = Date.now();
  try {
    for await (const { docs, next } of pages(source, s.where, s.pageSize, patience, found?.next ?? undefined)) {
      await exported?.append(docs); // the backup comes first
      await skippedLines.append(await copyPage(docs, target, s, patience, at));
      if (s.apply) {
        await writeCheckpoint(s.checkpointFile, { ...at, next: next ?? null, exportLength: exported?.length ?? 0, skippedLength: skippedLines.length });
      }
      if (Date.now() - told > 2000) {
        console.error(`  ${JSON.stringify(at.counts)}, throttled ${patience.throttled} times`);
        told = Date.now();
      }
      if (stopped() && next !== undefined) {
        throw new Error('stopped');
      }
    }
  } finally {
    await skippedLines.close();
    await exported?.close();
  }
  return at;
}

// ---------------------------------------------------------------------------------------------------------------------
// Comparing

/** Reads source and target once more, and compares what should be in the target with what is. */
async function verify(source: Container, target: Container, s: Settings, patience: Patience): Promise<boolean> {
  const expected = new Tally();
  for await (const { docs } of pages(source, s.where, s.pageSize, patience)) {
    for (const doc of docs) {
      const t = transform(doc);
      if ('doc' in t) {
        expected.add(groupOf(t.doc), hashOf(t.doc));
      }
    }
  }
  const known = new Set<string>();
  for await (const one of skippedWithHash(s.skippedFile)) {
    expected.add(one.group, one.hash, -1);
    known.add(one.hash);
  }
  const present = new Tally();
  for await (const { docs } of pages(target, s.targetWhere, s.pageSize, patience)) {
    for (const doc of docs) {
      present.add(groupOf(doc), hashOf(doc));
    }
  }
  const same = compare(expected, present);
  if (!same) {
    await lookCloser(source, target, s, patience, known);
  }
  return same;
}

/** Looks up each document that should be in the target, and writes down those that are not there as they should be. */
async function lookCloser(source: Container, target: Container, s: Settings, patience: Patience, known: ReadonlySet<string>): Promise<void> {
  const lines = await Lines.begin(DIFFERENCES, false);
  let differ = 0;
  for await (const { docs } of pages(source, s.where, s.pageSize, patience)) {
    const found: unknown[] = [];
    await each(docs, s.concurrency, async (doc) => {
      const t = transform(doc);
      if ('reason' in t || known.has(hashOf(t.doc))) {
        return;
      }
      const there = await standing(target, t, patience);
      if (there === undefined || canonical(contentOf(there)) !== canonical(t.doc)) {
        found.push({ id: t.id, key: t.key, group: groupOf(t.doc), is: there === undefined ? 'missing' : 'different' });
      }
    });
    differ += found.length;
    await lines.append(found);
  }
  await lines.close();
  console.log(differ > 0
    ? `  ${differ} documents are missing in ${TARGET} or differ there: ${DIFFERENCES}`
    : `  each document of ${SOURCE} that was not skipped is in ${TARGET} as it should be: ${TARGET} has others, or some of ${SOURCE} became the same`);
}

/** The documents that could not be placed though they have a key, from the file that a run wrote. */
async function* skippedWithHash(file: string): AsyncGenerator<{ group: string; hash: string }> {
  if (await stat(file).then(() => false, () => true)) {
    return;
  }
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    const one = JSON.parse(line) as Skipped;
    if (one.hash !== undefined) {
      yield { group: one.group, hash: one.hash };
    }
  }
}

function compare(expected: Tally, present: Tally): boolean {
  let same = true;
  console.log(`\ncompared by ${COUNT_BY ?? 'count'} and content:`);
  for (const group of [...new Set([...expected.groups.keys(), ...present.groups.keys()])].sort()) {
    const from = expected.groups.get(group) ?? { count: 0, sum: 0n };
    const to = present.groups.get(group) ?? { count: 0, sum: 0n };
    const equal = from.count === to.count && from.sum === to.sum;
    same &&= equal;
    const verdict = equal ? 'same' : from.count === to.count ? 'the content differs' : `the count differs by ${to.count - from.count}`;
    console.log(`  ${group}: ${from.count} to be in ${TARGET}, ${to.count} there; ${verdict} (${from.sum.toString(16).slice(0, 12)}, ${to.sum.toString(16).slice(0, 12)})`);
  }
  return same;
}

// ---------------------------------------------------------------------------------------------------------------------
// The run

async function main(): Promise<number> {
  if (process.argv.includes('--help')) {
    console.log(HELP);
    return EXIT.done;
  }
  const s = readSettings(process.argv.slice(2));
  const client = await connect();
  const patience = new Patience(s.attempts);
  let stop = false;
  process.once('SIGINT', () => {
    stop = true;
    console.error('stopping after this page; once more stops at once');
  });
  try {
    const source = client.database(s.database).container(SOURCE);
    const target = client.database(s.database).container(TARGET);
    await look(source, target, s, patience);
    let skipped = 0;
    if (!s.verifyOnly) {
      const done = await copy(source, target, s, patience, () => stop);
      tell(done, s.where.trim() === '' ? undefined : await sizeOf(source, patience), s, patience);
      skipped = done.counts.skipped;
    }
    const same = s.apply || s.verifyOnly ? await verify(source, target, s, patience) : true;
    if (s.apply) {
      await rm(s.checkpointFile, { force: true }); // nothing is left to go on with: the next run looks at everything again
    }
    if (!same) {
      console.log(`\n${TARGET} is not what it should be: see above. Documents that others wrote in the meantime count too.`);
      return EXIT.differs;
    }
    return skipped > 0 ? EXIT.skipped : EXIT.done;
  } finally {
    client.dispose();
  }
}

/** Looks at both containers before anything is done. */
async function look(source: Container, target: Container, s: Settings, patience: Patience): Promise<void> {
  const from = await keyPaths(source, SOURCE, patience);
  console.log(`from ${SOURCE} (key ${from.join(', ')}) to ${TARGET} (key ${TARGET_KEY.join(', ')})`);
  console.log(`documents: ${s.where.trim() === '' ? 'all' : s.where}`);
  if (SOURCE_KEY.length > 0 && from.join() !== SOURCE_KEY.join()) {
    console.log(`note: the code says that ${SOURCE} has the key ${SOURCE_KEY.join(', ')}`);
  }
  try {
    const to = await keyPaths(target, TARGET, patience);
    if (to.join() !== TARGET_KEY.join()) {
      throw new UsageError(`${TARGET} has the key ${to.join(', ')}, and must have ${TARGET_KEY.join(', ')}`);
    }
  } catch (error) {
    if (s.apply || s.verifyOnly || !(error instanceof UsageError)) {
      throw error;
    }
    console.log(`note: ${error.message}; --apply needs it`);
  }
}

function tell(done: Checkpoint, size: number | undefined, s: Settings, patience: Patience): void {
  const { read, created, replaced, unchanged, skipped } = done.counts;
  const what = s.apply ? `${created} created, ${replaced} replaced, ${unchanged} there already` : `${created} would be copied`;
  console.log(`\n${s.apply ? '' : 'dry run: '}${read} read, ${what}, ${skipped} skipped`);
  if (size !== undefined) {
    console.log(`  ${size} are in ${SOURCE}: ${size - read} do not match and stay there only`);
  }
  for (const [title, counts] of [[COUNT_BY ?? 'all', done.groups], ['type', done.types]] as const) {
    console.log(`  by ${title}: ${Object.entries(counts).sort().map(([name, n]) => `${name} ${n}`).join(', ')}`);
  }
  if (patience.throttled + patience.retried > 0) {
    console.log(`  throttled ${patience.throttled} times, tried again ${patience.retried} times`);
  }
  if (skipped > 0) {
    console.log(`  skipped documents and their reasons: ${s.skippedFile}`);
  }
  if (!s.apply) {
    console.log('  nothing was written into the database; --apply does');
  }
}

main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    if (error instanceof UsageError) {
      console.error(error.message);
      process.exitCode = EXIT.usage;
      return;
    }
    console.error(`failed: ${messageOf(error)}`);
    if (process.argv.includes('--apply')) {
      console.error('what was copied stays; the same command goes on where this one stopped');
    }
    process.exitCode = EXIT.failed;
  },
);
