export interface Timer {
  id: string;
  label: string;
  /** Milliseconds since the epoch. */
  firesAt: number;
  repeat: 'none' | 'daily' | 'weekdays';
  updatedAt: number;
  deleted?: boolean;
}

const KEY = 'chronomind.timers';

export function loadTimers(): Timer[] {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '[]') as Timer[];
  } catch {
    return [];
  }
}

export function saveTimers(timers: Timer[]): void {
  localStorage.setItem(KEY, JSON.stringify(timers));
}

/** Both sides' timers; where both know one, the later change wins. */
export function mergeTimers(local: Timer[], remote: Timer[]): Timer[] {
  const byId = new Map<string, Timer>();
  for (const timer of [...local, ...remote]) {
    const known = byId.get(timer.id);
    if (!known || known.updatedAt < timer.updatedAt) byId.set(timer.id, timer);
  }
  return [...byId.values()].sort((a, b) => a.firesAt - b.firesAt);
}
