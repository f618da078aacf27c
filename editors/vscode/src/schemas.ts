// Schemas for the YAML extension. Which files have one the server says, and the program prints them: neither is kept here.
import { extensions, Uri, workspace, type Disposable, type OutputChannel, type TextDocument } from 'vscode';
import { reason, run } from './program';
import type { Server } from './server';

/** The scheme of the schemas' addresses, by which the YAML extension finds who has their text. */
const scheme = 'connaudit';

/** What the YAML extension (redhat.vscode-yaml) offers to others, as far as it is used. It asks for schemas without waiting. */
interface YamlExtension {
  registerContributor(
    scheme: string,
    requestSchema: (resource: string) => string | undefined,
    requestSchemaContent: (uri: string) => Promise<string>,
  ): boolean;
}

/** Which of the open YAML files have which schema, as the server last said. */
class Known {
  private readonly names = new Map<string, string>();

  constructor(
    private readonly server: Server,
    private readonly output: OutputChannel,
  ) {}

  /** The address of a file's schema. */
  of(resource: string): string | undefined {
    const name = this.names.get(Uri.parse(resource).toString());
    return name && `${scheme}:/${name}`;
  }

  async ask(document: TextDocument): Promise<void> {
    if (document.languageId !== 'yaml' || document.uri.scheme !== 'file' || !this.server.connected) {
      return;
    }
    const uri = document.uri.toString();
    try {
      const name = await this.server.execute<string | null>('connaudit.server.schema', { uri });
      if (name) {
        this.names.set(uri, name);
      } else {
        this.names.delete(uri);
      }
    } catch (error) {
      this.output.appendLine(`The schema of ${uri} is not known: ${reason(error)}`);
    }
  }

  askAll(): void {
    for (const document of workspace.textDocuments) {
      void this.ask(document);
    }
  }

  forget(document: TextDocument): void {
    this.names.delete(document.uri.toString());
  }
}

/** Hands schemas to the YAML extension, if it is installed. */
export async function contributeSchemas(server: Server, output: OutputChannel): Promise<Disposable[]> {
  const extension = extensions.getExtension<YamlExtension>('redhat.vscode-yaml');
  if (!extension) {
    return [];
  }
  const known = new Known(server, output);
  const listeners = [
    server.onDidStart(() => known.askAll()),
    workspace.onDidOpenTextDocument((document) => void known.ask(document)),
    workspace.onDidSaveTextDocument((document) => {
      if (known.of(document.uri.toString())) {
        known.askAll(); // a configuration says which files are rule files
      }
    }),
    workspace.onDidCloseTextDocument((document) => known.forget(document)),
  ];
  try {
    const yaml = await extension.activate();
    yaml.registerContributor(
      scheme,
      (resource) => known.of(resource),
      (uri) => run(['schema', Uri.parse(uri).path.slice(1)]),
    );
  } catch (error) {
    output.appendLine(`The YAML extension took no schemas: ${reason(error)}`);
  }
  return listeners;
}
