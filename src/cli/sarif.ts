/**
 * What `check --format sarif` prints: SARIF 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0), which code hosts and viewers of static analysis
 * read. In SARIF, lines and columns count from 1, columns in UTF-16 code units, and a region ends before its end column.
 */
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  ArtifactLocation,
  Fix,
  Log,
  Message,
  PhysicalLocation,
  Region,
  ReportingDescriptor,
  Result,
} from 'sarif';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { version } from '../../package.json';
import { finish } from '../math/work.js';
import { leavesMoreErrors } from '../server/edits.js';
import type { Severity, TextFix, TextRange } from '../spec/types.js';
import type { Checked } from './checked.js';
import type { Found } from './diagnostics.js';
import { aboutCode, helpUriOf } from './explain/codes.js';

const LEVELS: Record<Severity, Result.level> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/**
 * How many characters are read again to try the fixes of a file, each of which takes a reading of the whole text: about a second. It is a size and not a
 * time, as in the editor, so that the same text gives the same log on every machine.
 */
const MOST_READ_AGAIN = 1e7;

/** The base of relative URIs: the folder in which the command was given. */
const ROOT = 'SRCROOT';

/**
 * One run of the tool over all files.
 *
 * @param unreadable why other files could not be read. @param exitCode that of the command.
 */
export function toSarif(checked: readonly Checked[], unreadable: readonly string[], exitCode: number): Log {
  const rules = [...new Set(checked.flatMap(({ found }) => found.map(({ code }) => code)))].sort();
  const trials = checked.map((one) => new Trials(one));
  const results = checked.flatMap((one, file) => resultsOf(one, file, rules, trials[file]!));
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'linspg', version, rules: rules.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [ROOT]: { uri: `${pathToFileURL(process.cwd()).href}/` } },
        invocations: [
          {
            executionSuccessful: exitCode < 2,
            exitCode,
            toolExecutionNotifications: [
              ...unreadable.map((words) => ({ level: 'error' as const, message: messageOf(words) })),
              ...trials.flatMap(({ notice }) =>
                notice === null ? [] : [{ level: 'note' as const, message: messageOf(notice) }],
              ),
            ],
          },
        ],
        artifacts: checked.map(({ input }) => ({ location: placeOf(input.file), roles: ['analysisTarget'] })),
        results,
      },
    ],
  };
}

function ruleOf(code: Found['code']): ReportingDescriptor {
  return {
    id: code,
    shortDescription: { text: aboutCode(code) },
    helpUri: helpUriOf(code),
    help: { text: `linspg explain ${code}` },
  };
}

/** @param file its index among all files. */
function resultsOf(checked: Checked, file: number, rules: readonly string[], trials: Trials): Result[] {
  const { input, found } = checked;
  const document = TextDocument.create(input.file, 'linspg', 0, input.text);
  const artifactLocation = { ...placeOf(input.file), index: file };
  const at = (range: TextRange): { physicalLocation: PhysicalLocation } => ({
    physicalLocation: { artifactLocation, region: regionOf(document, range) },
  });
  return found.map(({ severity, code, message, range, related = [], fix, otherFixes = [] }) => {
    const fixes = [...(fix ? [fix] : []), ...otherFixes].filter((one) => trials.mends(one));
    return {
      ruleId: code,
      ruleIndex: rules.indexOf(code),
      level: LEVELS[severity],
      message: messageOf(message),
      locations: [at(range)],
      ...(related.length > 0 && {
        relatedLocations: related.map((other, id) => ({
          id,
          ...at(other.range),
          message: messageOf(other.message),
        })),
      }),
      ...(fixes.length > 0 && { fixes: fixes.map((one) => fixOf(document, artifactLocation, one)) }),
    };
  });
}

/** As in the editor, a fix that leaves more errors is not offered. What is not tried is left out: nobody can try it later. */
class Trials {
  #left = MOST_READ_AGAIN;
  #untried = 0;

  constructor(private readonly checked: Checked) {}

  mends({ edits }: TextFix): boolean {
    const { input, reading, files } = this.checked;
    if (this.#left < input.text.length) {
      this.#untried++;
      return false;
    }
    this.#left -= input.text.length;
    return !finish(leavesMoreErrors(input.text, { reading, files }, edits));
  }

  /** null: every fix was tried. */
  get notice(): string | null {
    if (this.#untried === 0) return null;
    const fixes =
      this.#untried === 1 ? '1 fix was not tried and is' : `${this.#untried} fixes were not tried and are`;
    return `${this.checked.input.file}: ${fixes} left out, since each trial reads this large text again. Apply the fixes that are listed, and check again.`;
  }
}

function fixOf(document: TextDocument, artifactLocation: ArtifactLocation, { title, edits }: TextFix): Fix {
  return {
    description: messageOf(title),
    artifactChanges: [
      {
        artifactLocation,
        replacements: edits.map(({ range, newText }) => ({
          deletedRegion: regionOf(document, range),
          insertedContent: { text: newText },
        })),
      },
    ],
  };
}

function regionOf(document: TextDocument, { start, end }: TextRange): Region {
  const [from, to] = [document.positionAt(start), document.positionAt(end)];
  return {
    startLine: from.line + 1,
    startColumn: from.character + 1,
    endLine: to.line + 1,
    endColumn: to.character + 1,
  };
}

/** In a SARIF message, braces mark arguments unless they are doubled, and `[words](place)` is a link. */
function messageOf(words: string): Message {
  return { text: words.replace(/[{}]/g, '$&$&').replace(/[[\]](?=[^[\]]*\]\(|\()/g, '\\$&') };
}

/** Relative to the folder of the command if the file is below it; for the standard input, its name on the command line. */
function placeOf(file: string): ArtifactLocation {
  const way = relative(process.cwd(), resolve(file));
  if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way))
    return { uri: pathToFileURL(resolve(file)).href };
  return { uri: way.split(sep).map(encodeURIComponent).join('/'), uriBaseId: ROOT };
}
