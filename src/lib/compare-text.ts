/** Code unit order: the order of plain ASCII ids in JavaScript and in both database engines. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
