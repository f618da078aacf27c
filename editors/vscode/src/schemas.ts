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

/** Which files have which schema, as the server last said. A configuration that changes makes other files rule files, and nothing tells of it. */
class Known {
  private readonly names = new Map<string, string>();
  private readonly asked = new Set<string>();

  constructor(
    private readonly server: Server,
    private readonly output: OutputChannel,
  ) {}

  /** The address of a file's schema. That it is asked for is the occasion to ask the server again, for the next time. */
  of(resource: string): string | undefined {
    const uri = Uri.parse(resource);
    void this.ask(uri);
    const name = this.names.get(uri.toString());
    return name && `${scheme}:/${name}`;
  }

  /** Asks for all YAML files that are open, so that it is known before somebody wants it. */
  askAll(): void {
    workspace.textDocuments.forEach((document) => this.askFor(document));
  }

  askFor(document: TextDocument): void {
    if (document.languageId === 'yaml') {
      void this.ask(document.uri);
    }
  }

  forget(document: TextDocument): void {
    this.names.delete(document.uri.toString());
  }

  private async ask(file: Uri): Promise<void> {
    const uri = file.toString();
    if (file.scheme !== 'file' || !this.server.connected || this.asked.has(uri)) {
      return;
    }
    this.asked.add(uri);
    try {
      const name = await this.server.execute<string | null>('connaudit.server.schema', { uri });
      if (name) {
        this.names.set(uri, name);
      } else {
        this.names.delete(uri);
      }
    } catch (error) {
      this.output.appendLine(`The schema of ${uri} is not known: ${reason(error)}`);
    } finally {
      this.asked.delete(uri);
    }
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
    workspace.onDidOpenTextDocument((document) => known.askFor(document)),
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
