/** Any text as LaTeX that prints it, whatever is in it. */

const SPECIAL: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '^': '\\textasciicircum{}',
  '~': '$\\sim$',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  // A double quote, straight or not, in each of LaTeX's encodings.
  '"': '\\char34{}',
  α: '$\\alpha$',
  β: '$\\beta$',
  γ: '$\\gamma$',
  δ: '$\\delta$',
  Δ: '$\\Delta$',
  ε: '$\\varepsilon$',
  η: '$\\eta$',
  θ: '$\\theta$',
  λ: '$\\lambda$',
  μ: '$\\mu$',
  π: '$\\pi$',
  ρ: '$\\rho$',
  σ: '$\\sigma$',
  τ: '$\\tau$',
  φ: '$\\varphi$',
  '∇': '$\\nabla$',
  Σ: '$\\sum$',
  '‖': '$\\|$',
  '⟨': '$\\langle$',
  '⟩': '$\\rangle$',
  '·': '$\\cdot$',
  '×': '$\\times$',
  '±': '$\\pm$',
  '≤': '$\\le$',
  '≥': '$\\ge$',
  '≈': '$\\approx$',
  '→': '$\\to$',
  '★': '$\\star$',
  '✗': '$\\times$',
  '−': '$-$',
  '–': '--',
  '…': '\\dots{}',
  // TeX joins some marks that follow each other, such as -- and ''.
  '-': '-{}',
  '`': '`{}',
  "'": "'{}",
  ',': ',{}',
  '!': '!{}',
  '?': '?{}',
  '’': "'{}",
  ᵀ: '$^{\\top}$',
  '\u202f': '\\,',
  '\u00a0': '~',
};

/** Letters of Latin scripts that are no letter with an accent. */
const LATIN: Readonly<Record<string, string>> = {
  ß: '\\ss{}',
  æ: '\\ae{}',
  Æ: '\\AE{}',
  œ: '\\oe{}',
  Œ: '\\OE{}',
  ø: '\\o{}',
  Ø: '\\O{}',
  ł: '\\l{}',
  Ł: '\\L{}',
};

/** Accents that LaTeX can put on a letter in all of its encodings, by the combining mark of Unicode. */
const ACCENTS: Readonly<Record<string, string>> = {
  '\u0300': '`',
  '\u0301': "'",
  '\u0302': '^',
  '\u0303': '~',
  '\u0304': '=',
  '\u0306': 'u',
  '\u0307': '.',
  '\u0308': '"',
  '\u030a': 'r',
  '\u030b': 'H',
  '\u030c': 'v',
  '\u0327': 'c',
};

const RAISED = [...'⁰¹²³⁴⁵⁶⁷⁸⁹'];
const LOWERED = [...'₀₁₂₃₄₅₆₇₈₉'];

export function tex(text: string): string {
  return [...text.normalize('NFC')].map(letter).join('');
}

/** Any text as a formula whose letters are variables: `θ(1)` as `$\theta (1)$`. Characters that have no place in a formula are printed as text. */
export function texFormula(text: string): string {
  return `$${[...text].map(variable).join('')}$`;
}

function variable(one: string): string {
  if (/[A-Za-z0-9()+=/[\]]/.test(one)) return one;
  if (one === ' ') return '\\ ';
  const written = letter(one);
  const formula = /^\$([^$]+)\$$/.exec(written)?.[1];
  if (formula === undefined) return `\\mbox{${written}}`;
  // Two superscripts or two subscripts in a row would be an error in TeX.
  if (/^[_^]/.test(formula)) return `{}${formula}`;
  return /[A-Za-z]$/.test(formula) ? `${formula} ` : formula;
}

/** A character that LaTeX may not know is printed as its code point, so that the document compiles. */
function letter(one: string): string {
  const special = SPECIAL[one];
  if (special !== undefined) return special;
  if (one === '⁻') return '$^{-}$';
  const raised = RAISED.indexOf(one);
  if (raised >= 0) return `$^{${raised}}$`;
  const lowered = LOWERED.indexOf(one);
  if (lowered >= 0) return `$_{${lowered}}$`;
  const code = one.codePointAt(0)!;
  if (code < 32) return ' ';
  if (code < 127) return one;
  const [base = '', mark = '', ...more] = one.normalize('NFD');
  const accent = ACCENTS[mark];
  if (accent !== undefined && more.length === 0 && /[A-Za-z]/.test(base)) return `\\${accent}{${base}}`;
  if (LATIN[one] !== undefined) return LATIN[one];
  return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
}
