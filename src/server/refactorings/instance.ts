/** Opens the first instance of a family as a spec of its own. */
import { CodeActionKind } from 'vscode-languageserver/node';
import { generate } from '../../experiment/generate/family.js';
import { type InstanceNumbers, numbersOf } from '../../experiment/instanceVerdicts.js';
import { PlanError } from '../../experiment/planError.js';
import type { Family } from '../../model/family.js';
import { fileNameOf } from '../../shared/names.js';
import { instanceSpec } from '../../spec/instance.js';
import { freeFile } from './newFile.js';
import { isWithin, type Place, type Refactoring } from './refactoring.js';

export function instanceRefactorings(place: Place): Refactoring[] {
  const { reading, creating, uri, text } = place;
  const { generateKey, runKey } = reading.source;
  const { family, run } = reading;
  if (!family || !run || !generateKey || creating === null || !isWithin(place, generateKey, runKey))
    return [];
  return [
    {
      id: 'instance',
      title: 'Extract instance 0 of this family to a spec of its own',
      kind: CodeActionKind.RefactorExtract,
      ...(creating !== 'allowed' && { disabled: creating.refused }),
      *make() {
        yield;
        const numbers = firstOf(family);
        if (numbers === null) return null;
        const file = freeFile(uri, '-instance-0', 'linspg');
        return {
          edits: [],
          file: { uri: file.uri, content: instanceSpec(text, fileNameOf(uri), 0, numbers) },
        };
      },
    },
  ];
}

/** null: no instance satisfies the family's `keep`. */
function firstOf(family: Family): InstanceNumbers | null {
  try {
    return numbersOf(generate({ ...family, count: 1 }).instances[0]!);
  } catch (error) {
    if (error instanceof PlanError) return null;
    throw error;
  }
}
