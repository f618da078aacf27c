// The packaged extension with the built server, in a stubbed editor: node client.mjs EXTENSION SERVER WORKSPACE. It says what it did, and fails
// at the first thing that is not as it should be.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Editor } from './editor.mjs';

const [extension, server, workspace] = process.argv.slice(2);
const manifest = JSON.parse(readFileSync(join(extension, 'package.json'), 'utf8'));
const settings = Object.fromEntries(Object.entries(manifest.contributes.configuration.properties).map(([name, p]) => [name, p.default]));
const editor = new Editor(workspace, { ...settings, 'connaudit.path': join(workspace, 'not there'), 'connaudit.delay': 1 });
const { commands, Position, Range, Uri } = editor.vscode;

/** Waits until something holds. */
async function until(what, holds) {
  for (const end = Date.now() + 20_000; Date.now() < end; await sleep(10)) {
    const got = await holds();
    if (got) {
      return got;
    }
  }
  assert.fail(`${what}; messages: ${JSON.stringify(editor.messages)}; output:\n${editor.output.join('\n')}`);
}

/** The YAML extension, as it is seen by others. */
const yaml = {};
editor.extensions.set('redhat.vscode-yaml', {
  activate: async () => ({ registerContributor: (scheme, of, content) => Boolean(Object.assign(yaml, { scheme, of, content })) }),
});

const storage = mkdtempSync(join(tmpdir(), 'connaudit-vscode-'));
process.on('exit', () => rmSync(storage, { recursive: true, force: true }));
const context = { subscriptions: [], storageUri: Uri.file(storage), globalStorageUri: Uri.file(storage) };
const main = editor.load(join(extension, manifest.main));

// Without the program: a message that says what to do, once, and commands that answer.
await main.activate(context);
assert.deepEqual(editor.messages.map((m) => m.kind), ['error']);
assert.match(editor.messages[0].text, /there is no program ".*not there"\. Install it, or set connaudit\.path/);
assert.deepEqual(editor.messages[0].buttons, ['Open Settings']);
await commands.executeCommand('connaudit.check');
assert.match(editor.messages.at(-1).text, /not running/);
for (const { command } of manifest.contributes.commands) {
  assert.ok(editor.commands.has(command), `${command} is contributed and not registered`);
}

// The setting starts it. A program that is no connaudit is told apart.
editor.change('connaudit.path', process.execPath);
await until('no message about a wrong program', () => editor.messages.some((m) => /does not run/.test(m.text)));
editor.change('connaudit.path', server);
await until('the server has not started', () => editor.commands.has('connaudit.server.check'));
assert.match(editor.output.join('\n'), /^connaudit /m);

// Diagnostics of an open file, of its unsaved text, and of files that are not open.
const path = join(workspace, 'learning_ai_clock/web/src/lib/platform-sync.ts');
const document = await editor.open(path, 'typescript');
const found = () => editor.diagnostics.get(document.uri.toString()) ?? [];
const has = (line, code) => found().some((d) => d.range.start.line === line && (d.code?.value ?? d.code) === code);
await until('the open file has no findings', () => has(4, 'env-example') && has(4, 'product-id-default'));
assert.equal(found()[0].source, 'connaudit');
const last = document.lineCount - 1;
editor.type(document, new Range(last, 0, last, 0), "export const both = ['😀', process.env.BOTH_UNITS];\n");
const typed = await until('typed text has no finding', () => found().find((d) => d.range.start.line === last));
assert.equal(document.text.split('\n')[last].slice(typed.range.start.character, typed.range.end.character), 'process.env.BOTH_UNITS');
const others = () => [...editor.diagnostics].filter(([uri, items]) => items.length > 0 && uri !== document.uri.toString());
await until('files that are not open have no findings', () => others().length > 3);
console.log('diagnostics');

// Fixes, hovers and lenses through the editor's own interfaces.
const token = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose() {} }) };
const [actions] = editor.providers.registerCodeActionsProvider;
const offered = await actions.provideCodeActions(document, new Range(4, 22, 4, 22), { diagnostics: found(), only: undefined, triggerKind: 1 }, token);
const fix = await actions.resolveCodeAction(offered.find((a) => a.isPreferred), token);
assert.match(fix.edit.entries()[0][0].path, /\.env\.example$/);
const ignore = await actions.resolveCodeAction(offered.find((a) => a.title.startsWith('Ignore product-id-default')), token);
await commands.executeCommand(ignore.command.command, ...ignore.command.arguments);
await until('the place for the reason is not shown', () => editor.shown.some((s) => s.selection));
const [hovers] = editor.providers.registerHoverProvider;
assert.match((await hovers.provideHover(document, new Position(4, 34), token)).contents[0].value, /Variable/);
const factory = await editor.open(join(workspace, 'learning_ai_common_plat/packages/api-client/src/client.ts'), 'typescript');
const [lenses] = editor.providers.registerCodeLensProvider;
const lens = (await lenses.provideCodeLenses(factory, token)).find((l) => l.command?.command === 'connaudit.showReferences');
assert.ok(lens, 'no lens leads to references');
await commands.executeCommand(lens.command.command, ...lens.command.arguments);
const references = editor.ran.find((r) => r.name === 'editor.action.showReferences');
assert.ok(references.args[0] instanceof Uri && references.args[1] instanceof Position && references.args[2][0].uri instanceof Uri);
console.log('features');

// Commands.
await commands.executeCommand('connaudit.check');
assert.match(editor.messages.at(-1).text, /^connaudit: \d+ findings in \d+ files\.$/);
await commands.executeCommand('connaudit.openReport');
assert.match(readFileSync(editor.opened[0].fsPath, 'utf8'), /^<!doctype html>/i);
editor.vscode.env.remoteName = 'ssh-remote';
await commands.executeCommand('connaudit.openReport');
const preview = editor.ran.find((r) => r.name === 'markdown.showPreview');
assert.match(readFileSync(preview.args[0].fsPath, 'utf8'), /^# /m);
editor.change('connaudit.config', 'not-there.yaml');
await commands.executeCommand('connaudit.openReport');
assert.match(editor.messages.at(-1).text, /not-there\.yaml/, 'a report that fails does not say why');
editor.change('connaudit.config', '');
await commands.executeCommand('connaudit.showOutput');
assert.ok(editor.shown.some((s) => s.output));
console.log('commands');

// Schemas: the server says of which files, and the program prints them.
const config = await editor.open(join(workspace, 'connaudit.yaml'), 'yaml');
const configured = config.text;
const rules = await editor.open(join(workspace, 'rules/team.yaml'), 'yaml');
const foreign = await editor.open(join(workspace, 'other.yaml'), 'yaml');
await until('files have no schema', () => yaml.of(config.uri.toString()) && yaml.of(rules.uri.toString()));
assert.equal(yaml.of(foreign.uri.toString()), undefined);
for (const [document, name] of [[config, 'config'], [rules, 'rules']]) {
  const address = yaml.of(document.uri.toString());
  assert.equal(Uri.parse(address).scheme, yaml.scheme);
  assert.equal(await yaml.content(address), execFileSync(server, ['schema', name], { encoding: 'utf8' }));
}
editor.type(config, new Range(0, 0, config.lineCount, 0), 'version: 1\n');
await until('a schema stays when the configuration names no rules any more', () => yaml.of(rules.uri.toString()) === undefined);
editor.type(config, new Range(0, 0, config.lineCount, 0), configured);
await until('the schema does not come back', () => yaml.of(rules.uri.toString()));
console.log('schemas');

// A setting that turns it off, and on again.
editor.change('connaudit.enable', false);
await until('findings stay when it is turned off', () => found().length === 0);
editor.change('connaudit.enable', true);
await until('findings do not come back', () => has(4, 'env-example'));

// Another server, and the end.
await commands.executeCommand('connaudit.restart');
await until('findings do not come back after a restart', () => has(4, 'env-example'));
assert.ok(has(last, 'env-example'), 'the new server does not know the unsaved text');
assert.deepEqual(editor.messages.filter((m) => m.kind === 'error').length, 4, JSON.stringify(editor.messages));
const begin = Date.now();
await main.deactivate();
assert.ok(Date.now() - begin < 1000, `the end took ${Date.now() - begin} ms`);
context.subscriptions.forEach((s) => s.dispose());
assert.equal(editor.commands.size, 0, `commands are left: ${[...editor.commands.keys()]}`);
console.log('end');
