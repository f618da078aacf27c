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
