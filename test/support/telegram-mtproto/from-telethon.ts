import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Long, type tl } from '@mtcute/node';
import { __tlReaderMap, __tlWriterMap, TlBinaryReader, TlBinaryWriter } from '@mtcute/node/utils.js';

interface Argument {
  name: string;
  type: string;
  typeModifiers?: { predicate?: string; isVector?: boolean };
}

const require = createRequire(import.meta.url);

/**
 * Messages as another client library dumped them, as objects of the schema that ours speaks: what newer layers do not have is left out.
 * Each went through the writer and the reader of our library, so that only what Telegram could send gets through.
 *
 * @param path of a JSON file with a list of objects, types under `_`, fields in snake_case, bytes as lists, times in ISO 8601
 */
export function readTelethonDump(path: string): tl.TypeMessage[] {
  // 64-bit numbers are more than numbers of JSON hold here.
  const text = readFileSync(path, 'utf8').replace(/([:[,]\s*)(-?\d{16,})(?=\s*[,}\]])/g, '$1"$2"');
  const classes = readClasses();
  return (JSON.parse(text) as Dumped[]).map((dumped) => {
    const bytes = TlBinaryWriter.serializeObject(__tlWriterMap, convert(dumped, classes) as never);
    return TlBinaryReader.deserializeObject(__tlReaderMap, bytes) as tl.TypeMessage;
  });
}

interface Dumped {
  _: string;
  [field: string]: unknown;
}

function readClasses(): Map<string, Argument[]> {
  const { e } = JSON.parse(readFileSync(require.resolve('@mtcute/core/tl/api-schema.json'), 'utf8')) as {
    e: { kind: string; name: string; arguments: Argument[] }[];
  };
  return new Map(e.filter(({ kind }) => kind === 'class').map((entry) => [entry.name, entry.arguments]));
}

function convert(dumped: Dumped, classes: Map<string, Argument[]>): object {
  const name = dumped._.charAt(0).toLowerCase() + dumped._.slice(1);
  const wanted = classes.get(name);
  if (!wanted) {
    throw new Error(`the schema has no ${name}`);
  }
  const object: Record<string, unknown> = { _: name };
  for (const { name: field, type, typeModifiers } of wanted) {
    const value = dumped[field];
    if (type === '#' || value === null || value === undefined) {
      continue;
    }
    const one = (item: unknown) => convertValue(item, type, classes);
    object[field.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())] =
      typeModifiers?.isVector && Array.isArray(value) ? value.map(one) : one(value);
  }
  return object;
}

function convertValue(value: unknown, type: string, classes: Map<string, Argument[]>): unknown {
  switch (type) {
    case 'long':
      return Long.fromString(String(value));
    case 'bytes':
      return new Uint8Array(value as number[]);
    case 'int':
      return typeof value === 'string' ? Math.floor(Date.parse(value) / 1000) : value;
    case 'int53':
      return Number(value);
    default:
      return typeof value === 'object' && value !== null ? convert(value as Dumped, classes) : value;
  }
}
