/** What a picture of the panel changes in the text, in the editor that VS Code has. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Edits } from '../../../src/extension/edits.js';
import type { Change } from '../../../src/shared/fromPanel.js';
import { closeAll, create } from './tools.js';

const TEXT = `bandit:
  actions:
    a1: { reward: 9, features: [1] }
    a2: { reward: 8, features: [0] }
run:
  init: [3]
`;

const to = (literal: string): Change => ({ kind: 'init', literals: [literal] });

describe('A change made in a picture', () => {
  let editor: vscode.TextEditor;
  let edits: Edits;
  let strokes = 0;
  let files = 0;

  const name = () => editor.document.uri.toString();
  const text = () => editor.document.getText();

  /** Sends the changes of one stroke, the last of them twice, as the panel does when a hand rests before it lets go. */
  async function stroke(...literals: string[]): Promise<void> {
    const of = ++strokes;
    const { version } = editor.document;
    const steps = [...literals, literals.at(-1)!];
    for (const [n, literal] of steps.entries()) {
      const last = n === steps.length - 1;
      const edit = { stroke: of, textVersion: version, last, change: to(literal) };
      assert.notEqual(await edits.apply(name(), edit), null);
    }
  }

  beforeEach(async () => {
    editor = await create(`picture-${++files}.linspg`, TEXT);
    edits = new Edits();
  });

  afterEach(async () => {
    edits.dispose();
    await closeAll();
  });

  /** Sends changes of a stroke that goes on, with a save after each. @returns the version of the text then */
  async function savedOnTheWay(of: number, ...literals: string[]): Promise<number> {
    let { version } = editor.document;
    for (const literal of literals) {
      const edit = { stroke: of, textVersion: version, last: false, change: to(literal) };
      version = (await edits.apply(name(), edit))!;
      await editor.document.save();
    }
    return version;
  }

  /** Presses undo or redo, and waits until the text has gone all the way. */
  async function press(command: 'undo' | 'redo'): Promise<void> {
    await vscode.commands.executeCommand(command);
    await edits.settled();
  }

  it('is one step of undo, however many movements it had', async () => {
    await stroke('4', '5', '6');
    assert.match(text(), /init: \[6\]/);
    await press('undo');
    assert.equal(text(), TEXT);
  });

  it('is one step of undo also when the text is saved before the stroke has ended', async () => {
    const { version } = editor.document;
    const edit = { stroke: ++strokes, textVersion: version, last: false, change: to('4') };
    await edits.apply(name(), edit);
    await editor.document.save();
    const shown = editor.document.version;
    assert.equal(await edits.apply(name(), { ...edit, last: true }), shown);
    assert.equal(editor.document.isDirty, false);
    await press('undo');
    assert.equal(text(), TEXT);
  });

  it('is one step of undo also when the text is saved while the hand moves, and what stood there returns', async () => {
    const written = TEXT.replace('[3]', '[1/3] # a third');
    await editor.edit((builder) =>
      builder.replace(new vscode.Range(0, 0, editor.document.lineCount, 0), written),
    );
    const of = ++strokes;
    let { version } = editor.document;
    const literals = ['0.4', '0.5', '0.6', '0.7'];
    for (const [n, literal] of literals.entries()) {
      const last = n === literals.length - 1;
      const edit = { stroke: of, textVersion: version, last, change: to(literal) };
      version = (await edits.apply(name(), edit))!;
      assert.notEqual(version, null);
      if (!last) await editor.document.save();
    }
    assert.equal(version, editor.document.version);
    assert.match(text(), /init: \[0\.7\] # a third/);
    await press('undo');
    assert.equal(text(), written);
    await press('redo');
    assert.match(text(), /init: \[0\.7\] # a third/);
  });

  it('is taken back by an undo that is pressed at the moment when the stroke ends', async () => {
    const of = ++strokes;
    const version = await savedOnTheWay(of, '4', '5', '6');
    const ending = edits.apply(name(), { stroke: of, textVersion: version, last: true, change: to('7') });
    await Promise.all([ending, press('undo')]);
    await edits.settled();
    assert.equal(text(), TEXT);
  });

  it('is not saved half taken back', async () => {
    const of = ++strokes;
    const version = await savedOnTheWay(of, '4', '5', '6');
    await edits.apply(name(), { stroke: of, textVersion: version, last: true, change: to('6') });
    await vscode.commands.executeCommand('undo');
    await editor.document.save();
    assert.equal(new TextDecoder().decode(await vscode.workspace.fs.readFile(editor.document.uri)), TEXT);
  });

  it('is done again as a whole, and what a person did before and after it is a step of its own', async () => {
    await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), '# before\n'));
    const of = ++strokes;
    const version = await savedOnTheWay(of, '4', '5', '6');
    await edits.apply(name(), { stroke: of, textVersion: version, last: true, change: to('6') });
    const dragged = text();
    await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), '# after\n'));
    await press('undo');
    assert.equal(text(), dragged);
    await press('undo');
    assert.equal(text(), `# before\n${TEXT}`);
    await press('redo');
    assert.equal(text(), dragged);
    await press('undo');
    await press('undo');
    assert.equal(text(), TEXT);
  });

  it('is taken back by an undo that is pressed before the end of the stroke has arrived', async () => {
    const of = ++strokes;
    const version = await savedOnTheWay(of, '4', '5', '6');
    await press('undo');
    const end = { stroke: of, textVersion: version, last: true, change: to('6') };
    assert.equal(await edits.apply(name(), end), null);
    assert.equal(text(), TEXT);
  });

  it('stays taken back when the end of the stroke arrives after the panel has seen the text without it', async () => {
    const of = ++strokes;
    const { version } = editor.document;
    const change = (textVersion: number, literal: string, last: boolean) =>
      edits.apply(name(), { stroke: of, textVersion, last, change: to(literal) });
    await change(version, '4', false);
    await press('undo');
    assert.equal(await change(version, '5', false), null);
    assert.equal(await change(editor.document.version, '6', true), null);
    assert.equal(text(), TEXT);
  });

  it('is one step of undo also when the text is saved while a change is on its way to the editor', async () => {
    const of = ++strokes;
    let { version } = editor.document;
    for (const [n, literal] of ['4', '5', '6', '6'].entries()) {
      const edit = { stroke: of, textVersion: version, last: n === 3, change: to(literal) };
      const saved = literal === '5' && editor.document.save();
      version = (await edits.apply(name(), edit))!;
      await saved;
    }
    assert.match(text(), /init: \[6\]/);
    await press('undo');
    assert.equal(text(), TEXT);
  });

  it('is taken back by an undo that is pressed while a change is on its way to the editor', async () => {
    const of = ++strokes;
    const change = (textVersion: number, literal: string, last: boolean) =>
      edits.apply(name(), { stroke: of, textVersion, last, change: to(literal) });
    let { version } = editor.document;
    for (const literal of ['4', '5']) {
      version = (await change(version, literal, false))!;
      // A save ends a step of undo, so that the undo takes back a part of the drag only.
      await editor.document.save();
    }
    const [next] = await Promise.all([change(version, '6', false), vscode.commands.executeCommand('undo')]);
    if (next !== null) await change(next, '7', true);
    await edits.settled();
    assert.equal(text(), TEXT);
  });

  it('that was saved on the way and at its end is not left unsaved', async () => {
    const of = ++strokes;
    let { version } = editor.document;
    for (const [n, literal] of ['4', '5', '5'].entries()) {
      const edit = { stroke: of, textVersion: version, last: n === 2, change: to(literal) };
      version = (await edits.apply(name(), edit))!;
      if (n < 2) await editor.document.save();
    }
    assert.equal(editor.document.isDirty, false);
    await press('undo');
    assert.equal(text(), TEXT);
  });

  it('is there before what was asked for after it', async () => {
    const { version } = editor.document;
    const edit = { stroke: ++strokes, textVersion: version, last: true, change: to('4') };
    void edits.apply(name(), edit);
    await edits.settled();
    assert.match(text(), /init: \[4\]/);
  });

  it('never falls on a text that has moved on', async () => {
    const { version } = editor.document;
    await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), '# mine\n'));
    const edit = { stroke: ++strokes, textVersion: version, last: true, change: to('4') };
    assert.equal(await edits.apply(name(), edit), null);
    assert.equal(text(), `# mine\n${TEXT}`);
  });
});
