// The language server's life: one process at a time for the window.
import { commands, EventEmitter, window, type Disposable, type OutputChannel } from 'vscode';
import { LanguageClient, TransportKind, type StaticFeature } from 'vscode-languageclient/node';
import { isMissing, path, reason, run } from './program';

/** Tells the server that lenses may lead to the editor's list of references, by a command of ours. */
const showsReferences: StaticFeature = {
  fillClientCapabilities(capabilities) {
    capabilities.experimental = { ...capabilities.experimental, connaudit: { showReferences: true } };
  },
  initialize() {},
  getState: () => ({ kind: 'static' }),
  clear() {},
};

/** A server that is started, stopped and asked. Starts and stops follow one another in the order in which they are called. */
export class Server implements Disposable {
  private client: LanguageClient | undefined;
  private last: Promise<void> = Promise.resolve();
  private readonly started = new EventEmitter<void>();

  /** Fires whenever a server is there to be asked. */
  readonly onDidStart = this.started.event;

  constructor(private readonly output: OutputChannel) {}

  /** Starts the server. What keeps it from starting is shown, not thrown. */
  start(): Promise<void> {
    return this.next(() => this.begin());
  }

  /** Stops the server, if there is one. */
  stop(): Promise<void> {
    return this.next(() => this.end());
  }

  /** Stops the server and starts another, by the settings as they are now. */
  restart(): Promise<void> {
    return this.next(async () => {
      await this.end();
      await this.begin();
    });
  }

  /** Has the server do a command of its own. Rejects if no server is there. */
  execute<T>(command: string, ...args: unknown[]): Promise<T> {
    if (!this.client) {
      return Promise.reject(new Error('The server is not running. The output says why; the command "connaudit: Restart Server" tries again.'));
    }
    return this.client.sendRequest<T>('workspace/executeCommand', { command, arguments: args });
  }

  /** The client that is connected, for what it converts. */
  get connected(): LanguageClient | undefined {
    return this.client;
  }

  dispose(): void {
    this.started.dispose();
  }

  private next(step: () => Promise<void>): Promise<void> {
    return (this.last = this.last.then(step));
  }

  private async begin(): Promise<void> {
    try {
      // Asked first: a client that cannot start its server shows messages of its own, and none says what to do.
      this.output.appendLine((await run(['version'])).trim());
    } catch (error) {
      this.complain(error);
      return;
    }
    const client = new LanguageClient(
      'connaudit',
      'connaudit',
      { command: path(), args: ['lsp'], transport: TransportKind.stdio },
      // All files: which of them are read, example files of any name too, is for the server and its rules to know.
      { documentSelector: [{ scheme: 'file' }], outputChannel: this.output },
    );
    client.registerFeature(showsReferences);
    try {
      await client.start();
    } catch (error) {
      this.output.appendLine(`The server did not start: ${reason(error)}`); // the client has shown it
      await client.dispose().catch(() => undefined);
      return;
    }
    this.client = client;
    this.started.fire();
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    try {
      await client?.dispose();
    } catch (error) {
      this.output.appendLine(`The server did not stop as it should: ${reason(error)}`);
    }
  }

  private complain(error: unknown): void {
    const what = isMissing(error)
      ? `connaudit: there is no program ${JSON.stringify(path())}. Install it, or set connaudit.path to where it is.`
      : `connaudit: ${JSON.stringify(path())} does not run: ${reason(error)}`;
    this.output.appendLine(what);
    const settings = 'Open Settings';
    void window.showErrorMessage(what.split('\n', 1).join(), settings).then((chosen) => {
      if (chosen === settings) {
        void commands.executeCommand('workbench.action.openSettings', 'connaudit.path');
      }
    });
  }
}
