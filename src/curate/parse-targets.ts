import { parse } from 'yaml';
import type { TargetTopic } from '../domain/target-topic.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import { parseTarget } from './parse-target.ts';

const mostTargets = 500;
const longestShown = 60;
/** Thousands of brackets within each other end the whole program inside the parser of YAML, past every `catch`. */
const deepestBrackets = 500;

/**
 * Reads a list of targets written as YAML.
 *
 * @param name of the file, for errors
 * @throws TgParserError `targets_invalid` naming the entry and the field
 */
export function parseTargets(text: string, name: string): TargetTopic[] {
  const entries = parseYaml(text, name);
  if (!Array.isArray(entries)) {
    throw invalid(`${name} holds no list of targets`);
  }
  if (entries.length > mostTargets) {
    throw invalid(`${name} has ${entries.length} targets, and ${mostTargets} is the most`);
  }
  const placeOf = new Map<string, number>();
  return entries.map((entry: unknown, index) => {
    const target = parseTarget(entry, `${name}, entry ${index + 1}${nameOf(entry)}`);
    const before = placeOf.get(target.title);
    if (before !== undefined) {
      throw invalid(`${name}, entry ${index + 1}: title: "${target.title}" is that of entry ${before}, too`);
    }
    placeOf.set(target.title, index + 1);
    return target;
  });
}

function parseYaml(text: string, name: string): unknown {
  if (depthOfBrackets(text) > deepestBrackets) {
    throw invalid(`${name} has more than ${deepestBrackets} brackets within each other`);
  }
  try {
    // Aliases are not needed, and a few lines of them can become gigabytes.
    return parse(text, { maxAliasCount: 0, logLevel: 'error' });
  } catch (error) {
    const [why = ''] = (error instanceof Error ? error.message : '').split('\n');
    throw invalid(`${name} is no YAML${why === '' ? '' : `: ${why.replace(/:$/, '')}`}`, error);
  }
}

/** As if each opened or closed something, also in texts: nobody writes hundreds of them. */
function depthOfBrackets(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = Math.max(0, depth + (bracket === '[' || bracket === '{' ? 1 : -1));
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function nameOf(entry: unknown): string {
  const title = typeof entry === 'object' && entry !== null && 'title' in entry ? entry.title : undefined;
  return typeof title === 'string' && title !== '' ? ` ("${title.slice(0, longestShown)}")` : '';
}

function invalid(message: string, cause?: unknown): TgParserError {
  return new TgParserError('targets_invalid', message.replace(/[\s\p{Cc}]+/gu, ' '), {
    hint: 'The file is a YAML list, each entry with a title: "- title: Bread" and, below it, "  description: Dough, ovens and starters". "[]" is the empty list.',
    cause,
  });
}
