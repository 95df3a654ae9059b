/**
 * Text in XML 1.0, such as SVG, as content or as an attribute between double quotes. A reader gets the same text back, but for control
 * characters and halves of characters, for which XML has no place: U+FFFD stands for them.
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
