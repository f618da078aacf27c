// The commands of the palette, and the one that lenses use.
import { commands, Uri, window, type Disposable, type ExtensionContext, type OutputChannel } from 'vscode';
import type { Location, Position } from 'vscode-languageclient/node';
import { reason } from './program';
import { openReport } from './report';
import type { Server } from './server';

/** Registers all commands. A command that fails says so in a message. */
export function registerCommands(context: ExtensionContext, server: Server, output: OutputChannel): Disposable[] {
  const register = (name: string, run: (...args: never[]) => unknown) =>
    commands.registerCommand(name, async (...args: never[]) => {
      try {
        return await run(...args);
      } catch (error) {
        output.appendLine(`${name}: ${reason(error)}`);
        void window.showErrorMessage(`connaudit: ${reason(error)}`);
        return undefined;
      }
    });
  return [
    register('connaudit.check', () => check(server)),
    register('connaudit.openReport', () => openReport(context)),
    register('connaudit.showOutput', () => output.show()),
    register('connaudit.restart', () => server.restart()),
    register('connaudit.showReferences', (uri: string, at: Position, places: Location[]) => showReferences(server, uri, at, places)),
  ];
}

/** What the server answers to its command. */
interface Checked {
  findings: number;
  files: number;
}

async function check(server: Server): Promise<void> {
  const { findings, files } = await server.execute<Checked>('connaudit.server.check');
  if (findings === 0) {
    void window.showInformationMessage('connaudit: no findings.');
    return;
  }
  const problems = 'Show Problems';
  const what = `connaudit: ${count(findings, 'finding')} in ${count(files, 'file')}.`;
  void window.showInformationMessage(what, problems).then((chosen) => {
    if (chosen === problems) {
      void commands.executeCommand('workbench.actions.view.problems');
    }
  });
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}

/** A lens hands over the protocol's plain objects; the editor's command takes its own classes only. */
async function showReferences(server: Server, uri: string, at: Position, places: Location[]): Promise<void> {
  const convert = server.connected?.protocol2CodeConverter;
  if (convert) {
    await commands.executeCommand('editor.action.showReferences', Uri.parse(uri), convert.asPosition(at), places.map(convert.asLocation));
  }
}
