/** The plain words of a Markdown text; a link to a page is followed by its address. */
export function plainWords(markdown: string): string {
  const code: string[] = [];
  return (
    markdown
      // Code is kept literally.
      .replace(/(`+)((?:(?!\1)[\s\S])+)\1(?!`)/g, (_, _ticks, words: string) => {
        code.push(words);
        return `\0${code.length - 1}\0`;
      })
      .replace(/!?\[((?:\\.|[^\]\\])*)\]\(([^()\s]*)\)/g, '$1 ($2)')
      .replace(/^#{1,6} /gm, '')
      .replace(/(\*\*|__)(?=\S)((?:\\.|(?!\1)[^\\])*?\S)\1/gs, '$2')
      // Inside a word, of whatever letters, `_` is an ordinary character: π_θ.
      .replace(/(?<![\p{L}\p{N}_\\*])([*_])(?=\S)((?:\\.|(?!\1)[^\\\n])*?\S)\1(?![\p{L}\p{N}_*])/gu, '$2')
      .replace(/&nbsp;/g, ' ')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&#(\d+);/g, (_, point: string) => String.fromCodePoint(Number(point)))
      .replace(/&amp;/g, '&')
      .replace(/\\([!-/:-@[-`{-~])/g, '$1')
      .replace(/\0(\d+)\0/g, (_, n: string) => code[Number(n)]!)
  );
}
