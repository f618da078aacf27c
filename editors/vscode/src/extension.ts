// Starts the language server of connaudit, and adds to it what an editor alone can do.
import { window, workspace, type ExtensionContext } from 'vscode';
import { registerCommands } from './commands';
import { contributeSchemas } from './schemas';
import { Server } from './server';

let server: Server | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel('connaudit');
  const it = (server = new Server(output));
  context.subscriptions.push(
    output,
    it,
    ...registerCommands(context, it, output),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('connaudit.path')) {
        void it.restart();
      }
    }),
  );
  context.subscriptions.push(...(await contributeSchemas(it, output)));
  await it.start();
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}
