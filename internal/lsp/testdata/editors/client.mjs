// An editor made of Microsoft's client of the protocol: node client.mjs SERVER WORKSPACE. It says what it did, one JSON object a line, and
// fails at the first thing that is not as the specification has it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import rpc from 'vscode-languageserver-protocol/node.js';

const [server, workspace] = process.argv.slice(2);
const uriOf = (path) => pathToFileURL(join(workspace, path)).toString();
const say = (what, value) => console.log(JSON.stringify({ what, value }));

const child = spawn(server, ['lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
const exited = new Promise((resolve) => child.on('exit', resolve));
const connection = rpc.createProtocolConnection(new rpc.StreamMessageReader(child.stdout), new rpc.StreamMessageWriter(child.stdin));
connection.onUnhandledNotification((n) => assert.equal(n.method, 'window/logMessage'));
connection.onError(([error]) => { throw error; });

const registered = [];
let refreshed = 0;
const progress = [];
const shown = [];
connection.onRequest(rpc.RegistrationRequest.type, (p) => { registered.push(...p.registrations.map((r) => r.method)); });
connection.onRequest(rpc.ConfigurationRequest.type, (p) => p.items.map(() => ({ delay: 1 })));
connection.onRequest(rpc.DiagnosticRefreshRequest.type, () => { refreshed++; });
connection.onRequest(rpc.WorkDoneProgressCreateRequest.type, () => {});
connection.onRequest(rpc.ShowDocumentRequest.type, (p) => { shown.push(p); return { success: true }; });
connection.onNotification('$/progress', (p) => progress.push(p.value.kind));
connection.onNotification(rpc.PublishDiagnosticsNotification.type, () => assert.fail('published to a client that pulls'));
connection.listen();

const { capabilities } = await connection.sendRequest(rpc.InitializeRequest.type, {
  processId: process.pid,
  rootUri: null,
  workspaceFolders: [{ uri: pathToFileURL(workspace).toString(), name: 'workspace' }],
  capabilities: {
    general: { positionEncodings: ['utf-16'] },
    window: { workDoneProgress: true, showDocument: { support: true } },
    workspace: {
      configuration: true, applyEdit: true, workspaceEdit: { documentChanges: true }, diagnostics: { refreshSupport: true },
      didChangeConfiguration: { dynamicRegistration: true }, didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    },
    textDocument: {
      diagnostic: { dynamicRegistration: true, relatedDocumentSupport: true },
      codeAction: {
        dataSupport: true, disabledSupport: true, isPreferredSupport: true, resolveSupport: { properties: ['edit'] },
        codeActionLiteralSupport: { codeActionKind: { valueSet: ['', 'quickfix', 'source'] } },
      },
    },
  },
});
assert.equal(capabilities.positionEncoding, 'utf-16');
assert.equal(capabilities.diagnosticProvider.interFileDependencies, true);
await connection.sendNotification(rpc.InitializedNotification.type, {});

// A document with a character of two UTF-16 units before the finding.
const path = 'learning_ai_clock/web/src/lib/platform-sync.ts';
const uri = uriOf(path);
const text = readFileSync(join(workspace, path), 'utf8') + "export const both = ['😀', process.env.BOTH_UNITS];\n";
await connection.sendNotification(rpc.DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId: 'typescript', version: 1, text } });
const report = await connection.sendRequest(rpc.DocumentDiagnosticRequest.type, { textDocument: { uri } });
assert.equal(report.kind, 'full');
const line = text.split('\n').findIndex((l) => l.includes('BOTH_UNITS'));
const finding = report.items.find((d) => d.range.start.line === line);
assert.equal(finding.code, 'env-example');
assert.equal(text.split('\n')[line].slice(finding.range.start.character, finding.range.end.character), 'process.env.BOTH_UNITS');
say('diagnostics', report.items.map((d) => `${d.range.start.line + 1}:${d.code}`));
assert.equal((await connection.sendRequest(rpc.DocumentDiagnosticRequest.type, { textDocument: { uri }, previousResultId: report.resultId })).kind, 'unchanged');

// Incremental changes, in one notification: the second counts in what the first leaves.
await connection.sendNotification(rpc.DidChangeTextDocumentNotification.type, {
  textDocument: { uri, version: 2 },
  contentChanges: [
    { range: { start: { line, character: 0 }, end: { line, character: 0 } }, text: '\n' },
    { range: { start: { line: line + 1, character: 24 }, end: { line: line + 1, character: 25 } }, text: "'" },
  ],
});
const moved = await connection.sendRequest(rpc.DocumentDiagnosticRequest.type, { textDocument: { uri } });
assert.ok(moved.items.some((d) => d.range.start.line === line + 1), 'the finding has not moved with its line');

// The action, its edit asked for when it is taken.
const at = { start: { line: 4, character: 22 }, end: { line: 4, character: 22 } };
const actions = await connection.sendRequest(rpc.CodeActionRequest.type, { textDocument: { uri }, range: at, context: { diagnostics: [] } });
say('actions', actions.map((a) => a.title));
const fix = actions.find((a) => a.isPreferred);
const resolved = await connection.sendRequest(rpc.CodeActionResolveRequest.type, fix);
assert.equal(resolved.title, fix.title);
const change = resolved.edit.documentChanges[0];
assert.equal(change.textDocument.version, null);
const file = fileURLToPath(change.textDocument.uri);
const before = readFileSync(file, 'utf8').split('\n');
before.splice(change.edits[0].range.start.line, 0, change.edits[0].newText.trimEnd());
writeFileSync(file, before.join('\n'));
await connection.sendNotification(rpc.DidChangeWatchedFilesNotification.type, { changes: [{ uri: change.textDocument.uri, type: 2 }] });
const after = await connection.sendRequest(rpc.DocumentDiagnosticRequest.type, { textDocument: { uri } });
assert.ok(!after.items.some((d) => d.range.start.line === 4 && d.code === 'env-example'), 'the finding is still there');

const ignore = actions.find((a) => a.title.startsWith('Ignore product-id-default'));
const ignored = await connection.sendRequest(rpc.CodeActionResolveRequest.type, ignore);
assert.equal(ignored.edit.documentChanges[0].textDocument.version, 2);
await connection.sendRequest(rpc.ExecuteCommandRequest.type, ignored.command);
assert.equal(shown.length, 1);

// Cancelling, and what is not there.
const source = new rpc.CancellationTokenSource();
await connection.sendNotification(rpc.DidChangeTextDocumentNotification.type, { textDocument: { uri, version: 3 }, contentChanges: [{ text }] });
const pending = connection.sendRequest(rpc.DocumentDiagnosticRequest.type, { textDocument: { uri } }, source.token);
source.cancel();
await pending.then(() => say('cancelled', 'too late'), (e) => assert.equal(e.code, rpc.LSPErrorCodes.RequestCancelled));
await connection.sendRequest('textDocument/unknown', {}).then(() => assert.fail('an unknown method is answered'), (e) => assert.equal(e.code, -32601));

const all = await connection.sendRequest(rpc.WorkspaceDiagnosticRequest.type, { previousResultIds: [] });
assert.ok(all.items.length > 5);
const hover = await connection.sendRequest(rpc.HoverRequest.type, { textDocument: { uri }, position: { line: 4, character: 34 } });
assert.match(hover.contents.value, /Variable/);
say('registered', registered.sort());
say('progress', progress.filter((kind, i) => kind !== progress[i - 1]));

const begin = Date.now();
await connection.sendRequest(rpc.ShutdownRequest.type);
await connection.sendNotification(rpc.ExitNotification.type);
const code = await exited;
assert.ok(Date.now() - begin < 1000, `the end took ${Date.now() - begin} ms`);
say('exit', code);
