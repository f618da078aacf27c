// E5: wrappers; the callers read.
export function readEnv(name: string, fallback = ''): string {
  return process.env[name] ?? fallback;
}

export function readSetting(options: { envName: string; fallback?: string }): string | undefined {
  const { envName, fallback } = options;
  return process.env[envName] ?? fallback;
}

export const readRequired = (name: string) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
};

export class Environment {
  get(name: string) {
    return process.env[name];
  }
}
export const environment = new Environment();
