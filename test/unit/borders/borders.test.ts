/** Whatever a spec calls its actions, each border lets the name through as words and as nothing else. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { json } from '../../../src/borders/json.js';
import { TerminalText, terminal, terminalLines } from '../../../src/borders/terminal.js';
import { tex, texFormula } from '../../../src/borders/tex.js';
import { visible } from '../../../src/borders/visible.js';
import { label, notification } from '../../../src/borders/vscode.js';
import { xml } from '../../../src/borders/xml.js';
import { COMMANDS, HOSTILE, hostile } from './hostile.js';

const always = (holds: (name: string) => void) =>
  fc.assert(
    fc.property(hostile, (name) => {
      holds(name);
    }),
    { numRuns: 2000 },
  );

describe('what is hidden is shown', () => {
  test('no character that moves, hides or turns around is left', () => {
    always((name) => expect(visible(name)).not.toMatch(COMMANDS));
  });

  test('and what is seen stays', () => {
    expect(visible('a b-ü 中文 👩‍👩‍👧 θ₀ \\n')).toBe('a b-ü 中文 👩‍👩‍👧 θ₀ \\n');
    always((name) => expect(visible(visible(name))).toBe(visible(name)));
  });

  test('by what YAML writes between double quotes', () => {
    expect(visible('\x1b]0;x\x07\x9b\u202e\n')).toBe('\\e]0;x\\a\\x9B\\u202E\\n');
    always((name) => {
      // A half of a character is none, and YAML's own escapes begin with a backslash.
      if (/[\\"]/.test(name) || /\p{Cs}/u.test(name)) return;
      expect(parseDocument(`"${visible(name)}"`).toJS()).toBe(name);
    });
  });
});

describe('terminal', () => {
  test('takes no command from a text, and its colours from us alone', () => {
    const red = new TerminalText('\x1b[31m');
    always((name) => {
      const { source } = terminal`${red}${name}: ${1}\n`;
      expect(source.startsWith('\x1b[31m') && source.endsWith(': 1\n')).toBe(true);
      expect(source.slice(5, -1)).toBe(`${visible(name)}: 1`);
      for (const line of terminalLines(name).source.split('\n')) expect(line).not.toMatch(COMMANDS);
    });
  });
});

describe('JSON', () => {
  test('has the same value without a hidden character', () => {
    always((name) => {
      const text = json({ [name]: [name] });
      expect(text).not.toMatch(COMMANDS);
      expect(JSON.parse(text)).toEqual({ [name]: [name] });
    });
  });
});

describe('XML', () => {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#13': '\r' };

  test('says the same, and opens no element, no attribute and no entity', () => {
    always((name) => {
      const text = xml(name);
      expect(text).not.toMatch(/[<>"\r]|&(?!(?:amp|lt|gt|quot|#13);)/);
      const read = text.replace(/&([^;]+);/g, (_, entity: string) => entities[entity]!);
      // XML 1.0, production 2: the characters that a document may hold.
      const allowed = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
      expect(read).toBe(name.replace(allowed, '\uFFFD'));
    });
  });
});

describe('TeX', () => {
  test('is ASCII without a command that is not ours', () => {
    const ours =
      /\\(?:textbackslash|textasciicircum|textless|textgreater|textbar|char34|dots|ss|ae|AE|oe|OE|o|O|l|L)\{\}|\\[`'^~=uv."rHc]\{[A-Za-z]\}|\\[{}$&#%_,]|\$\\(?:sim|alpha|beta|gamma|delta|Delta|varepsilon|eta|theta|lambda|mu|pi|rho|sigma|tau|varphi|le|ge|approx|to|star|nabla|sum|\||langle|rangle|cdot|times|pm)\$|\$(?:-|\^\{(?:\d|-|\\top)\}|_\{\d\})\$|[-`',!?]\{\}|--|\[U\+[0-9A-F]{4,6}\]/g;
    always((name) => {
      const text = tex(name);
      expect(text).toMatch(/^[\x20-\x7e]*$/);
      expect(text.replace(ours, '')).not.toMatch(/[\\{}$&#%_^]/);
    });
  });

  test('has the letters of Latin scripts, whichever way Unicode writes them', () => {
    expect(tex('größe')).toBe('gr\\"{o}\\ss{}e');
    expect(tex('o\u0308')).toBe('\\"{o}');
    expect(tex('Łódź, čeština')).toBe("\\L{}\\'{o}d\\'{z},{} \\v{c}e\\v{s}tina");
    expect(tex('日')).toBe('[U+65E5]');
  });

  test('a formula is one formula, and what is no part of formulas is text in it', () => {
    expect(texFormula('θ(1)')).toBe('$\\theta (1)$');
    expect(texFormula('θ₀')).toBe('$\\theta {}_{0}$');
    expect(texFormula('a_b 5%')).toBe('$a\\mbox{\\_}b\\ 5\\mbox{\\%}$');
    always((name) => {
      const text = texFormula(name);
      expect(text).toMatch(/^\$[\x20-\x7e]*\$$/);
      expect(text.slice(1, -1).replace(/\\mbox\{(?:[^{}]|\\[{}]|\{[^{}]*\})*\}|\\[{}$]/g, '')).not.toContain(
        '$',
      );
    });
  });
});

describe('messages and labels of VS Code', () => {
  // vs/base/common/linkedText.ts
  const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
  // vs/base/common/iconLabels.ts: an icon, which a backslash before it makes words of.
  const icon = /(\\)?\$\(([a-z0-9-]+(?:~[a-z]+)?)\)/gi;

  test('a message holds no link', () => {
    expect('[run](command:x)').toMatch(link);
    always((name) => {
      expect(notification(name)).not.toMatch(link);
      expect(notification(name).replaceAll('\u2060', '')).toBe(visible(name));
    });
  });

  test('a label holds no icon', () => {
    always((name) => {
      const icons: string[] = [];
      const shown = label(name).replace(icon, (whole, backslash) => {
        if (!backslash) icons.push(whole);
        return backslash ? whole.slice(1) : '';
      });
      expect(icons).toEqual([]);
      expect(shown).toBe(visible(name));
    });
  });
});

test('the list of names holds what it is about', () => {
  expect(HOSTILE.filter((name) => COMMANDS.test(name)).length).toBeGreaterThan(10);
});
