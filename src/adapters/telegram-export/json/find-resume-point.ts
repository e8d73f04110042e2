import type { ByteWindow } from './byte-window.ts';
import { lastSpace, openBrace, quote } from './json-bytes.ts';

/** More bytes than either pattern below can match. */
export const patternReach = 4096;

/** The next place where reading can go on after damage. */
export interface ResumePoint {
  kind: 'message' | 'chat';
  /** Of the opening brace of the message, or behind the bracket that opens the chat's messages. */
  at: number;
  /** Header of the chat as JSON text in latin1; null for a message. */
  header: string | null;
}

const space = '[ \\t\\r\\n]{0,64}';
/** Desktop begins each message with its id and type; the quotes inside of a text are escaped and do not match. */
const message =
  `\\{${space}"id"${space}:${space}-?\\d{1,20}${space},` + `${space}"type"${space}:${space}"(?:message|service|unsupported)"`;
/** Saved messages and replies have no name, deleted accounts the name null. */
const chat =
  `\\{${space}(?<header>(?:"name"${space}:${space}(?:null|"(?:[^"\\\\\\n]|\\\\.){0,600}")${space},${space})?` +
  `"type"${space}:${space}(?:null|"\\w{1,40}")${space},${space}"id"${space}:${space}-?\\d{1,20})${space},` +
  `${space}"messages"${space}:${space}\\[`;
const resumePattern = new RegExp(`${message}|${chat}`, 'g');
const messagePattern = new RegExp(message, 'y');

const firstStep = 4 * patternReach;
const longestStep = 64 * patternReach;

/** Finds where the next message, or the next chat of a full-account export, begins; null when none does up to `to`. */
export function findResumePoint(bytes: Buffer, from: number, to: number = bytes.length): ResumePoint | null {
  let step = firstStep;
  for (let start = from; start < to; start += step - patternReach) {
    const end = Math.min(to, start + step);
    resumePattern.lastIndex = 0;
    const match = resumePattern.exec(bytes.toString('latin1', start, end));
    if (match) {
      const header = match.groups?.header;
      return header === undefined
        ? { kind: 'message', at: start + match.index, header: null }
        : { kind: 'chat', at: start + match.index + match[0].length, header: `{${header}}` };
    }
    if (end === to) {
      return null;
    }
    step = Math.min(step * 2, longestStep);
  }
  return null;
}

/**
 * @param at of an opening brace
 * @returns whether a message begins there; null when more bytes are needed to tell
 */
export function startsMessage({ bytes, isLast }: ByteWindow, at: number): boolean | null {
  let next = at + 1;
  while (next < bytes.length && (bytes[next] ?? 0) <= lastSpace) {
    next += 1;
  }
  const isCut = next + 4 > bytes.length;
  if (bytes[at] !== openBrace || (!isCut && !(bytes[next] === quote && bytes.toString('latin1', next, next + 4) === '"id"'))) {
    return false;
  }
  messagePattern.lastIndex = 0;
  if (messagePattern.test(bytes.toString('latin1', at, at + patternReach))) {
    return true;
  }
  return isLast || bytes.length - at >= patternReach ? false : null;
}
