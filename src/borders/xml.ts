/**
 * Text in XML 1.0, such as SVG, as content or as an attribute between double quotes. A reader gets the same text back, except for control
 * characters and lone surrogates, which XML does not allow: U+FFFD replaces them.
 */
export function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}
