/** How far behind the end of a block a pattern may begin that the next block completes. */
export const patternReach = 2048;

/** The next place where reading can go on after damage. */
export interface ResumePoint {
  kind: 'message' | 'chat';
  /** Of the opening brace of the message, or behind the bracket that opens the chat's messages. */
  at: number;
  /** Header of the chat as JSON text; null for a message. */
  header: string | null;
}

const space = '[ \\t\\r\\n]{0,200}';
/** Desktop begins each message with its id and type; the quotes inside of a text are escaped and do not match. */
const messageStart = `(?<message>\\{${space}"id"${space}:${space}-?\\d{1,20}${space},${space}"type"${space}:)`;
const chatStart =
  `(?<chat>\\{${space}(?<header>"name"${space}:${space}(?:null|"(?:[^"\\\\\\n]|\\\\.){0,600}")${space},` +
  `${space}"type"${space}:${space}"\\w{1,40}"${space},${space}"id"${space}:${space}-?\\d{1,20})${space},${space}"messages"${space}:${space}\\[)`;
const resumePattern = new RegExp(`${messageStart}|${chatStart}`, 'g');

/**
 * Finds where the next message, or the next chat of a full-account export, begins.
 *
 * @param text the bytes as latin1, so that an index is a byte
 */
export function findResumePoint(text: string, from: number): ResumePoint | null {
  resumePattern.lastIndex = from;
  const match = resumePattern.exec(text);
  if (!match?.groups) {
    return null;
  }
  return match.groups.message === undefined
    ? { kind: 'chat', at: match.index + match[0].length, header: `{${match.groups.header}}` }
    : { kind: 'message', at: match.index, header: null };
}
