import type { ThemeToWord, ThemeWording } from '../../ports/word-themes.ts';

const mostWords = 3;

/** Titles a theme without a model: by the words that set it apart, else as its largest topic is called. */
export function wordThemeBuiltin({ topics, distinguishing_terms }: ThemeToWord): ThemeWording {
  const words = distinguishing_terms.slice(0, mostWords);
  return { title: words.length > 0 ? words.join(', ') : (topics[0]?.title ?? '—') };
}
