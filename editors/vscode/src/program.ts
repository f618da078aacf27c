// The program that the settings name, run for one answer.
import { execFile } from 'node:child_process';
import { workspace } from 'vscode';

/** The program's path, or its name to look up. */
export function path(): string {
  return workspace.getConfiguration('connaudit').get<string>('path')?.trim() || 'connaudit';
}

/** How a run differs from one in the editor's own folder that is never stopped. */
export interface RunOptions {
  cwd?: string;
  signal?: AbortSignal;
}

/** Runs the program without a shell and answers what it printed. Rejects with what it said was wrong if it fails. */
export function run(args: readonly string[], options: RunOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(path(), args, { ...options, maxBuffer: 64 << 20, windowsHide: true }, (error, stdout, stderr) => {
      if (error) {
        reject(typeof error.code === 'number' ? new Error(stderr.trim() || error.message) : error);
      } else {
        resolve(stdout);
      }
    });
  });
}

/** Whether a run failed because there is no such program. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EACCES');
}

/** What went wrong, in words. */
export function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
