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
  '"': '\\textquotedbl{}',
  θ: '$\\theta$',
  γ: '$\\gamma$',
  η: '$\\eta$',
  π: '$\\pi$',
  λ: '$\\lambda$',
  σ: '$\\sigma$',
  τ: '$\\tau$',
  ε: '$\\varepsilon$',
  '∇': '$\\nabla$',
  Σ: '$\\sum$',
  '‖': '$\\|$',
  '⟨': '$\\langle$',
  '⟩': '$\\rangle$',
  '·': '$\\cdot$',
  '×': '$\\times$',
  '±': '$\\pm$',
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

/** What LaTeX may not know is named by its number, so that the document compiles. */
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
