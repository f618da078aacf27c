// An editor in the extension's eyes: the module `vscode`, with the classes of jest-mock-vscode, which are VS Code's own, and as much behaviour
// behind them as the extension and vscode-languageclient use. What is registered and shown is kept for the test to look at.
import { createRequire, Module } from 'node:module';
import { mkdir, readFile } from 'node:fs/promises';
import { createVSCodeMock } from 'jest-mock-vscode';
import rpc from 'vscode-languageserver-protocol/node.js';

/** Without a framework of tests a function that is mocked is the function itself, or one that does nothing. */
const vscode = createVSCodeMock({ fn: (does = () => undefined) => does });

const { Disposable, EventEmitter, Uri } = vscode;
// Its addresses are made by another class than the one that it exports.
Object.defineProperty(Uri, Symbol.hasInstance, { value: (it) => it instanceof Object.getPrototypeOf(Uri) });

const noEvent = () => new Disposable(() => {});

/** Keeps what is registered, until it is disposed of. */
const keep = (list, what) => {
  list.push(what);
  return new Disposable(() => list.splice(list.indexOf(what), 1));
};

export class Editor {
  vscode = vscode;
  commands = new Map();
  ran = [];
  providers = {};
  diagnostics = new Map();
  messages = [];
  answers = new Map();
  output = [];
  opened = [];
  shown = [];
  watched = [];
  progress = [];
  events = {};
  documents = [];
  extensions = new Map();
  settings;

  constructor(folder, settings) {
    this.settings = settings;
    const { workspace, window, languages } = vscode;
    workspace.setWorkspaceFolders([{ uri: Uri.file(folder), name: 'workspace', index: 0 }]);
    Object.defineProperty(workspace, 'textDocuments', { get: () => this.documents });
    Object.assign(workspace, {
      getConfiguration: (section) => ({ get: (key) => this.#setting([section, key].filter(Boolean).join('.')) }),
      createFileSystemWatcher: (pattern) => {
        const watcher = { pattern, created: new EventEmitter(), changed: new EventEmitter(), deleted: new EventEmitter() };
        const stop = keep(this.watched, watcher);
        return { onDidCreate: watcher.created.event, onDidChange: watcher.changed.event, onDidDelete: watcher.deleted.event, dispose: () => stop.dispose() };
      },
    }, this.#events(workspace, /^on(Did|Will)/));
    Object.defineProperty(workspace, 'fs', { value: { createDirectory: (uri) => mkdir(uri.fsPath, { recursive: true }) } });
    const message = (kind) => async (text, ...buttons) => {
      this.messages.push({ kind, text, buttons });
      return this.answers.get(text);
    };
    Object.assign(window, {
      ...this.#events(window, /^onDid/),
      createOutputChannel: () => this.#channel(),
      showErrorMessage: message('error'), showWarningMessage: message('warning'), showInformationMessage: message('information'),
      showTextDocument: async (document, options) => { this.shown.push({ document, ...options }); return {}; },
      withProgress: async (options, task) => {
        this.progress.push(options.title);
        return task({ report() {} }, new rpc.CancellationTokenSource().token);
      },
      tabGroups: {
        onDidChangeTabs: noEvent, onDidChangeTabGroups: noEvent,
        get all() { return [{ tabs: vscode.workspace.textDocuments.map((d) => ({ input: new vscode.TabInputText(d.uri) })) }]; },
      },
    });
    for (const name of Object.keys(languages).filter((n) => /^register.*Provider$/.test(n))) {
      languages[name] = (selector, provider) => keep((this.providers[name] ??= []), provider);
    }
    Object.assign(languages, {
      match: (selector, document) => [selector].flat().some((f) =>
        (!f.scheme || f.scheme === document.uri.scheme) && (!f.language || f.language === document.languageId)) ? 10 : 0,
      createDiagnosticCollection: () => this.#collection(),
    });
    Object.assign(vscode.commands, {
      registerCommand: (name, run) => {
        if (this.commands.has(name)) {
          throw new Error(`command '${name}' already exists`); // as VS Code says it
        }
        this.commands.set(name, run);
        return new Disposable(() => this.commands.delete(name));
      },
      executeCommand: async (name, ...args) => {
        this.ran.push({ name, args });
        return this.commands.get(name)?.(...args);
      },
    });
    this.#add();
  }

  /** What of the module is not in jest-mock-vscode. */
  #add() {
    Object.assign(vscode, {
      version: '1.91.0',
      env: { appName: 'test', language: 'en', remoteName: undefined, openExternal: async (uri) => this.opened.push(uri) > 0 },
      extensions: { getExtension: (id) => this.extensions.get(id) },
      CancellationTokenSource: rpc.CancellationTokenSource,
      CancellationError: class extends Error {},
      TabInputText: class { constructor(uri) { this.uri = uri; } },
      TabInputTextDiff: class {}, TabInputCustom: class {},
      CodeActionTriggerKind: { Invoke: 1, Automatic: 2 },
      TypeHierarchyItem: class {}, InlayHint: class {},
      RelativePattern: class { constructor(base, pattern) { this.baseUri = base.uri ?? base; this.pattern = pattern; } },
    });
    vscode.Hover ??= class { constructor(contents, range) { this.contents = [contents].flat(); this.range = range; } };
  }

  /** Emitters for all events of a part of the module. */
  #events(part, names) {
    const out = {};
    for (const name of [...Object.keys(part)].filter((n) => names.test(n))) {
      this.events[name] = new EventEmitter();
      out[name] = this.events[name].event;
    }
    return out;
  }

  #setting(path) {
    if (path in this.settings) {
      return this.settings[path];
    }
    const below = Object.entries(this.settings).filter(([key]) => key.startsWith(`${path}.`));
    return below.length > 0 ? Object.fromEntries(below.map(([key, value]) => [key.slice(path.length + 1), value])) : undefined;
  }

  #channel() {
    const write = (text) => this.output.push(text);
    return { name: 'connaudit', append: write, appendLine: write, replace: write, clear() {}, hide() {}, dispose() {}, show: () => this.shown.push({ output: true }) };
  }

  #collection() {
    const own = new Map();
    const publish = (key) => this.diagnostics.set(key, own.get(key) ?? []);
    const set = (uri, items) => { own.set(uri.toString(), items ?? []); publish(uri.toString()); };
    const clear = () => { const keys = [...own.keys()]; own.clear(); keys.forEach(publish); };
    return { name: 'connaudit', set, delete: (uri) => set(uri, []), has: (uri) => own.has(uri.toString()), get: (uri) => own.get(uri.toString()), clear, dispose: clear };
  }

  /** Opens a file, as its tab comes to the front. */
  async open(path, languageId) {
    const document = new Document(Uri.file(path), languageId, await readFile(path, 'utf8'));
    this.documents.push(document);
    vscode.window.activeTextEditor = { document };
    this.events.onDidOpenTextDocument.fire(document);
    return document;
  }

  /** Types in place of what stands in a range. */
  type(document, range, text) {
    const start = document.offsetAt(range.start);
    const length = document.offsetAt(range.end) - start;
    document.text = document.text.slice(0, start) + text + document.text.slice(start + length);
    document.version++;
    this.events.onDidChangeTextDocument.fire({ document, contentChanges: [{ range, rangeOffset: start, rangeLength: length, text }], reason: undefined });
  }

  change(key, value) {
    this.settings[key] = value;
    this.events.onDidChangeConfiguration.fire({ affectsConfiguration: (section) => key === section || key.startsWith(`${section}.`) });
  }

  /** Loads the extension with this editor as its module `vscode`. */
  load(main) {
    const load = Module._load;
    Module._load = (name, ...rest) => (name === 'vscode' ? vscode : load(name, ...rest));
    try {
      return createRequire(import.meta.url)(main);
    } finally {
      Module._load = load;
    }
  }
}

/** A document that is open. */
class Document {
  version = 1;
  isClosed = false;
  isDirty = false;
  isUntitled = false;
  eol = 1;

  constructor(uri, languageId, text) {
    Object.assign(this, { uri, languageId, text, fileName: uri.fsPath });
  }

  getText() { return this.text; }
  get lineCount() { return this.text.split('\n').length; }
  offsetAt({ line, character }) {
    return this.text.split('\n').slice(0, line).reduce((n, l) => n + l.length + 1, 0) + character;
  }
}
