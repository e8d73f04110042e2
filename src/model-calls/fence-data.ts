import { sha256 } from '../lib/sha256.ts';

/** Stands in a prompt for the name of the fence. */
export const fencePlace = '{{fence}}';

/** Hex digits of the hash that tells a fence from what people write. */
const digits = 10;

/**
 * The name of the fence around data: follows from the constant part of a prompt, so it is the same in every call.
 *
 * @param constant all that is sent but the data
 */
export function fenceName(constant: string): string {
  return `data-${sha256(constant).slice('sha256:'.length, 'sha256:'.length + digits)}`;
}

/**
 * Puts JSON into a fence that no string in it can close: signs of markup are written as escapes of JSON, and so is the name of the
 * fence. What the JSON means stays the same.
 */
export function fenceData(fence: string, json: string): string {
  return `<${fence}>\n${escapeJson(json, fence)}\n</${fence}>`;
}

const escapes: Record<string, string> = { '<': '\\u003c', '>': '\\u003e', '\u2028': '\\u2028', '\u2029': '\\u2029' };

function escapeJson(json: string, fence: string): string {
  const escaped = json.replace(/[<>\u2028\u2029]/g, (sign) => escapes[sign] ?? sign);
  // Letters that end an escape, as in \u001d, are none of the text.
  const name = new RegExp(`(?<!\\\\u[0-9a-f]{1,3})${fence}`, 'gi');
  return escaped.replace(name, (found) => `\\u00${found.charCodeAt(0).toString(16)}${found.slice(1)}`);
}
