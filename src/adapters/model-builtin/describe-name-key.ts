/** Endings of the cases of Slavic names; short ones and a few that a name itself may have: equal keys are what matters. */
const caseEnding =
  /(?:ого|ому|его|ему|ыми|ими|ым|им|ой|ою|ей|ею|ом|ем|єм|ая|яя|ую|юю|ий|ый|ій|ії|ію|ові|еві|а|я|у|ю|е|и|ы|й|ь|о|і|ї)$/u;

/** Equal for the cases of one name: «Мосбирже» and «Мосбиржи». */
export function nameKey(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('ё', 'е')
    .split(/[\s.]+/)
    .map((part) => (part.length > 3 ? part.replace(caseEnding, '') : part))
    .join(' ');
}
