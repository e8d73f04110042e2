/** Whether a text is its own link: the scheme and a last slash do not count. */
export function isSameAddress(address: string, text: string): boolean {
  return plain(address) === plain(text);
}

function plain(address: string): string {
  return address
    .trim()
    .replace(/^https?:\/\//, '')
    .replace(/\/$/, '');
}
