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
