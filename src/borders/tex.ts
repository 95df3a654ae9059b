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

const RAISED = [...'⁰¹²³⁴⁵⁶⁷⁸⁹'];
const LOWERED = [...'₀₁₂₃₄₅₆₇₈₉'];

export function tex(text: string): string {
  return [...text].map(letter).join('');
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
  return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
}
