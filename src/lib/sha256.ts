import { hash } from 'node:crypto';

/** @returns `sha256:<hex>` of the UTF-8 text */
export function sha256(text: string): string {
  return `sha256:${hash('sha256', text)}`;
}
