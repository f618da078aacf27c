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
