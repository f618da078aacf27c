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
