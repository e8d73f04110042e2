import { russianBaseForm } from './russian-base-form.ts';

/** Many a word begins a sentence: a name is rarely written without its capital. */
const lowerShare = 0.25;
/** «InfluxDB» and «НТ» are written so for a reason, by the careful. */
const ownCasingShare = 0.4;

/**
 * A stem as a person would write it in a title: in the base form that its forms in the texts tell of, and in their casing.
 *
 * @param forms how often each form of the stem was written so; at least one
 */
export function baseForm(stem: string, forms: ReadonlyMap<string, number>, language: string): string {
  const lower = new Map<string, number>();
  let all = 0;
  let small = 0;
  for (const [form, count] of forms) {
    const key = toKey(form);
    lower.set(key, (lower.get(key) ?? 0) + count);
    all += count;
    small += form === form.toLowerCase() ? count : 0;
  }
  const ownCasing = sum([...forms].filter(([form]) => /.\p{Lu}/u.test(form)));
  const isLower = small >= all * lowerShare && ownCasing < all * ownCasingShare;
  return inCasing(chooseForm(stem, lower, { language, isProper: !isLower }), forms, isLower);
}

function toKey(form: string): string {
  return form.toLowerCase().replaceAll('ё', 'е');
}

function chooseForm(
  stem: string,
  forms: ReadonlyMap<string, number>,
  { language, isProper }: { language: string; isProper: boolean },
): string {
  if (language === 'ru' || language === 'und') {
    return russianBaseForm(stem, forms, isProper);
  }
  const all = [...forms].sort(([left, a], [right, b]) => b - a || left.length - right.length || (left < right ? -1 : 1));
  const nouns = language === 'en' ? all.filter(([form]) => !/(?:.{3,}ing|.{2,}ed|.{3,}ly)$/u.test(form)) : all;
  // «detain» beside «detained» is a verb, «test» beside «tested» a noun.
  const isNoun = sum(nouns) * 2 > sum(all);
  return (isNoun ? nouns : all)[0]?.[0] ?? stem;
}

function sum(forms: readonly [string, number][]): number {
  return forms.reduce((all, [, count]) => all + count, 0);
}

/** A form that no text has is written like the others. */
function inCasing(chosen: string, forms: ReadonlyMap<string, number>, isLower: boolean): string {
  const written = [...forms].filter(([form]) => toKey(form) === chosen && (!isLower || form === form.toLowerCase()));
  const [best] = written.sort(([left, a], [right, b]) => b - a || (left < right ? 1 : -1));
  if (best) {
    return best[0];
  }
  return isLower ? chosen : (chosen[0] ?? '').toUpperCase() + chosen.slice(1);
}
