/** `1 topic`, `2 topics`. @param noun one whose plural ends in `s` */
export function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
