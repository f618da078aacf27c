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
