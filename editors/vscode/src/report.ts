// The report of a workspace, written by the program and opened.
import { commands, env, ProgressLocation, Uri, window, workspace, type ExtensionContext, type WorkspaceFolder } from 'vscode';
import { run } from './program';

/** Writes the report of a folder, as its files are saved, and opens it. It is written outside the workspace. */
export async function openReport(context: ExtensionContext): Promise<void> {
  const folder = await chooseFolder();
  if (!folder) {
    return;
  }
  // A page opens in the browser of this machine, which does not have the files of another.
  const format = env.remoteName === undefined ? 'html' : 'md';
  const storage = context.storageUri ?? context.globalStorageUri;
  await workspace.fs.createDirectory(storage);
  const file = Uri.joinPath(storage, `report-${folder.index}.${format}`);
  if (!(await write(folder, format, file))) {
    return;
  }
  if (format === 'md') {
    await commands.executeCommand('markdown.showPreview', file);
  } else if (!(await env.openExternal(file))) {
    throw new Error(`No browser opened; the report is ${file.fsPath}`);
  }
}

async function chooseFolder(): Promise<WorkspaceFolder | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    throw new Error('No folder is open.');
  }
  return folders.length === 1 ? folders[0] : window.showWorkspaceFolderPick({ placeHolder: 'The workspace to report on' });
}

/** Runs the program, which can be cancelled; answers whether the report is there. */
async function write(folder: WorkspaceFolder, format: string, file: Uri): Promise<boolean> {
  const args = ['report', '--format', format, '-o', file.fsPath, ...flags()];
  const options = { location: ProgressLocation.Notification, title: 'connaudit: writing the report', cancellable: true };
  return window.withProgress(options, async (_, token) => {
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    try {
      await run(args, { cwd: folder.uri.fsPath, signal: abort.signal });
    } catch (error) {
      if (token.isCancellationRequested) {
        return false;
      }
      throw error;
    }
    return true;
  });
}

/** The settings that count for a report, as the command line has them. */
function flags(): string[] {
  const settings = workspace.getConfiguration('connaudit');
  const config = settings.get<string>('config');
  return [
    ...(config ? ['--config', config] : []),
    ...(settings.get<boolean>('goTypes') === false ? ['--go-types=false'] : []),
    ...(settings.get<number>('workers') ? ['--workers', String(settings.get<number>('workers'))] : []),
  ];
}
