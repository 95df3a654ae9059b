/** Goes to the actions that trap. */
import { commands, Location, Range, Uri } from 'vscode';
import * as z from 'zod';
import type { ExperimentSession } from './session/session.js';

const position = z.object({ line: z.int().min(0), character: z.int().min(0) });
/** In the form of the Language Server Protocol. */
const ranges = z
  .array(z.object({ start: position, end: position }))
  .min(1)
  .readonly();

/** Shows the text around each of several places, or goes to the only one. */
export async function showTraps(session: ExperimentSession, places: unknown): Promise<void> {
  const read = ranges.safeParse(places);
  if (!read.success) return;
  const uri = Uri.parse(session.document);
  const locations = read.data.map(
    ({ start, end }) => new Location(uri, new Range(start.line, start.character, end.line, end.character)),
  );
  await commands.executeCommand(
    'editor.action.goToLocations',
    uri,
    locations[0]!.range.start,
    locations,
    'peek',
    'There is no trap.',
  );
}
