import { stem } from '../../lib/text/stem.ts';

/** Equal for the cases of one name: «Мосбирже» and «Мосбиржи». */
export function nameKey(name: string, language: string): string {
  return name
    .toLowerCase()
    .replaceAll('ё', 'е')
    .split(/[\s.]+/)
    .map((part) => stem(part, language))
    .join(' ');
}
