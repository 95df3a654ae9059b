/** The colours of the editor's theme, read from its CSS variables, and again whenever the theme changes. */

export interface Theme {
  readonly foreground: string;
  readonly muted: string;
  readonly grid: string;
  readonly background: string;
  /** The colour of what has the focus, or is being chosen. */
  readonly focus: string;
  readonly tooltipBackground: string;
  readonly tooltipForeground: string;
  readonly tooltipBorder: string;
  /** The colours of lines, in the order in which they are assigned. */
  readonly palette: readonly string[];
  /** The colours of pinned runs, none of which is in the palette. */
  readonly pins: readonly string[];
  readonly fontFamily: string;
  readonly fontSize: number;
  readonly highContrast: boolean;
}

export function readTheme(): Theme {
  const style = getComputedStyle(document.body);
  const colour = (...names: string[]): string => {
    for (const name of names) {
      const value = style.getPropertyValue(`--vscode-${name}`).trim();
      if (value !== '') return value;
    }
    return style.color;
  };
  const highContrast = document.body.classList.contains('vscode-high-contrast');
  return {
    foreground: colour('foreground'),
    muted: highContrast ? colour('foreground') : colour('descriptionForeground', 'foreground'),
    grid: colour('charts-lines', 'editorIndentGuide-background1', 'contrastBorder'),
    background: colour('editor-background'),
    focus: colour('focusBorder', 'foreground'),
    tooltipBackground: colour('editorHoverWidget-background', 'editor-background'),
    tooltipForeground: colour('editorHoverWidget-foreground', 'foreground'),
    tooltipBorder: colour('editorHoverWidget-border', 'contrastBorder'),
    palette: ['blue', 'orange', 'green', 'purple', 'red', 'yellow'].map((name) =>
      opaque(colour(`charts-${name}`)),
    ),
    pins: ['ansiCyan', 'ansiMagenta', 'ansiWhite'].map((name) => opaque(colour(`terminal-${name}`))),
    fontFamily: style.fontFamily,
    fontSize: Number.parseFloat(style.fontSize) || 13,
    highContrast,
  };
}

/** Some themes have translucent chart colours, which are too pale for a line. */
function opaque(colour: string): string {
  return colour
    .replace(/^(#[0-9a-f]{6})[0-9a-f]{2}$/i, '$1')
    .replace(/^rgba\(([^,]+,[^,]+,[^,]+),[^,]+\)$/, 'rgb($1)');
}

/** Calls back after each change of the theme. VS Code then changes the body's class and the root's variables. */
export function onThemeChange(callback: () => void): void {
  const observer = new MutationObserver(callback);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
}
