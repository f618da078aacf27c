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
