/** Diagnostics for clients that ask for them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CancellationTokenSource,
  type DocumentDiagnosticReport,
  type FullDocumentDiagnosticReport,
} from 'vscode-languageserver/node';
import { buildPrograms, type Programs } from '../programs.js';
import { EditorClient } from './client.js';

let programs: Programs;
let folder: string;
beforeAll(async () => {
  programs = await buildPrograms();
  folder = mkdtempSync(path.join(tmpdir(), 'linspg-pull-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await programs.remove();
});

const FAILS = `bandit: { rewards: [9, 8, 7, 6], features: [[0, -2], [0, 1], [-1, 0], [2, 0]] }\n`;
const codes = ({ items }: FullDocumentDiagnosticReport) => items.map(({ code }) => code);

async function started(workspace: object = {}) {
  const client = await EditorClient.start(programs.path('server'), {
    capabilities: { textDocument: { diagnostic: {} }, workspace },
  });
  let refreshes = 0;
  client.connection.onRequest('workspace/diagnostic/refresh', () => {
    refreshes++;
    return null;
  });
  const pull = (uri: string, previousResultId?: string) =>
    client.ask<DocumentDiagnosticReport>(
      'textDocument/diagnostic',
      uri,
      previousResultId === undefined ? {} : { previousResultId },
    );
  return { client, pull, refreshes: () => refreshes };
}

describe('a client that asks for diagnostics', () => {
  it('gets all of them, is told none otherwise, and learns that they are the same', async () => {
    const { client, pull } = await started();
    expect(client.initialized.capabilities.diagnosticProvider).toMatchObject({ workspaceDiagnostics: false });
    const uri = 'file:///work/pull.linspg';
    await client.open(uri, FAILS);
    const first = (await pull(uri)) as FullDocumentDiagnosticReport;
    expect([first.kind, codes(first)]).toEqual(['full', expect.arrayContaining(['verdict', 'trap'])]);
    expect(await pull(uri, first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });
    await client.change(uri, 2, FAILS.replace('rewards', 'rewrds'));
    const second = (await pull(uri, first.resultId)) as FullDocumentDiagnosticReport;
    expect(codes(second)).toContain('unknown-key');
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    expect(await pull(uri)).toEqual({ kind: 'full', items: [] });
    expect(client.published).toEqual([]);
    await client.stop();
  });

  it('waits for a long text until its verdict is known, or until the text is closed', async () => {
    const { client, pull } = await started();
    const uri = 'file:///work/long.linspg';
    await client.open(uri, `${FAILS}# ${' '.repeat(12_001)}\n`);
    expect(codes((await pull(uri)) as FullDocumentDiagnosticReport)).toContain('trap');
    await client.change(uri, 2, `${FAILS}# ${'x'.repeat(12_001)}\n`);
    const waiting = pull(uri);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    expect((await waiting).kind).toBe('full');
    await client.stop();
  });

  it('is asked to ask again when a file that the text names holds something else', async () => {
    const { client, pull, refreshes } = await started({ diagnostics: { refreshSupport: true } });
    const place = path.join(folder, 'x.csv');
    const uri = pathToFileURL(path.join(folder, 'a.linspg')).href;
    writeFileSync(place, '0,-2\n-1,0\n0,1\n2,0\n');
    await client.open(uri, 'bandit: { rewards: [9, 8, 7, 6], features: { file: x.csv } }\n');
    await client.until(() => client.analyses.some((one) => one.uri === uri && one.complete));
    const before = (await pull(uri)) as FullDocumentDiagnosticReport;
    expect(codes(before)).not.toContain('trap');
    const asked = refreshes();
    writeFileSync(place, '0,-2\n0,1\n-1,0\n2,0 \n');
    // It watches no files: a text that is saved is when they are looked at.
    await client.connection.sendNotification('textDocument/didSave', { textDocument: { uri } });
    await expect.poll(refreshes).toBeGreaterThan(asked);
    await expect.poll(async () => codes((await pull(uri)) as FullDocumentDiagnosticReport)).toContain('trap');
    await client.stop();
  });

  it('may stop waiting', async () => {
    const { client } = await started();
    const uri = 'file:///work/cancelled.linspg';
    await client.open(uri, `${FAILS}# ${' '.repeat(12_001)}\n`);
    const source = new CancellationTokenSource();
    const asked = client.connection.sendRequest(
      'textDocument/diagnostic',
      { textDocument: { uri } },
      source.token,
    );
    source.cancel();
    await expect(asked).rejects.toMatchObject({ code: -32800 });
    await client.stop();
  });
});
