/** Letters that look like Latin ones, in lower case. */
const lookAlikes: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    a: 'аαɑ',
    b: 'вʙ',
    c: 'сϲ',
    d: 'ԁ',
    e: 'еёεҽ',
    h: 'нһ',
    i: 'іιıї',
    j: 'ј',
    k: 'кκ',
    m: 'м',
    o: 'оοσ',
    p: 'рρ',
    q: 'ԛ',
    s: 'ѕ',
    t: 'тτ',
    v: 'νѵ',
    w: 'ԝω',
    x: 'хχ',
    y: 'уγү',
  }).flatMap(([latin, others]) => [...others].map((other) => [other, latin])),
);
const lookAlike = new RegExp(`[${Object.keys(lookAlikes).join('')}]`, 'gu');

/** Letters that look alike become one, so that a word in mixed scripts is that word. */
export function toSkeleton(text: string): string {
  return text.replace(lookAlike, (letter) => lookAlikes[letter] ?? letter);
}
