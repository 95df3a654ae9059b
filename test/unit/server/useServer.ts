import { afterAll, beforeAll } from 'vitest';
import { buildPrograms, type Programs } from '../programs.js';
import { EditorClient } from './client.js';

/** One server for all tests of a file. @param started hears of its client before the first of them. */
export function useServer(started: (client: EditorClient) => void): void {
  let programs: Programs;
  let client: EditorClient;
  beforeAll(async () => {
    programs = await buildPrograms();
    client = await EditorClient.start(programs.path('server'));
    started(client);
  });
  afterAll(async () => {
    await client?.stop();
    await programs?.remove();
  });
}
