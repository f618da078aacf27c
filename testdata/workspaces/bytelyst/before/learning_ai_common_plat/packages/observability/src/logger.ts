type Level = 'debug' | 'info' | 'warn' | 'error';

const ORDER: Record<Level, number> = { debug: 10, info: 20, warn: 30, error: 40 };

/** One request as it stands in the log; the shape the dashboards' queries expect. */
export interface RequestRecord {
  method: string;
  url: string;
  headers: Record<string, string | undefined>;
  status?: number;
  durationMs?: number;
}

export interface Logger {
  debug(message: string, fields?: Record<string, unknown>): void;
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
  request(record: RequestRecord): void;
}

function threshold(): number {
  const level = (process.env.LOG_LEVEL ?? 'info') as Level;
  return ORDER[level] ?? ORDER.info;
}

/** Writes one JSON object a line to stdout, as the log collector reads it. */
export function createLogger(service: string): Logger {
  const minimum = threshold();

  function write(level: Level, message: string, fields: Record<string, unknown> = {}): void {
    if (ORDER[level] < minimum) return;
    process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, service, message, ...fields })}\n`);
  }

  return {
    debug: (message, fields) => write('debug', message, fields),
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields) => write('warn', message, fields),
    error: (message, fields) => write('error', message, fields),
    request: (record) => write('info', `${record.method} ${record.url}`, { ...record }),
  };
}
