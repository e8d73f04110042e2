import { fieldOf } from './field-of.ts';

/** The texts in one field of the members of a list, sorted; what is no text is left out. */
export function namesOf(list: unknown, field: string): string[] {
  const members: unknown[] = Array.isArray(list) ? list : [];
  const names = members.map((member) => fieldOf(member, field));
  return names.filter((name) => typeof name === 'string').sort();
}
