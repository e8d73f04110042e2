import { isTrackingParameter } from './tracking-parameters.ts';

/** The same address without tracking parameters; every other character stays as it was written. */
export function cleanLink(link: string): string {
  if (!link.includes('=')) {
    return link;
  }
  const [beforeFragment, fragment] = splitOnce(link, '#');
  const [path, query] = splitOnce(beforeFragment, '?');
  const keptQuery = withoutTracking(query);
  // Some shorteners carry their parameters behind the hash sign.
  const keptFragment = fragment.startsWith('utm_') ? withoutTracking(fragment) : fragment;
  return `${path}${keptQuery === '' ? '' : `?${keptQuery}`}${keptFragment === '' ? '' : `#${keptFragment}`}`;
}

function withoutTracking(query: string): string {
  return query
    .split('&')
    .filter((part) => part !== '' && !isTrackingParameter(part.split('=', 1)[0] ?? ''))
    .join('&');
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
