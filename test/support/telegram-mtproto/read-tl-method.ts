import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { __tlReaderMap, TlBinaryReader } from '@mtcute/node/utils.js';

/** A request as its schema names it, fields in camel case. */
export type TlRequest = { _: string } & Record<string, unknown>;

interface Argument {
  name: string;
  type: string;
  typeModifiers?: { predicate?: string; isVector?: boolean };
}

interface Entry {
  kind: 'class' | 'method';
  name: string;
  id: number;
  type: string;
  arguments: Argument[];
}

const require = createRequire(import.meta.url);
const methods = new Map<number, Entry>(
  ['api', 'mtp'].flatMap((schema) => {
    const text = readFileSync(require.resolve(`@mtcute/core/tl/${schema}-schema.json`), 'utf8');
    const parsed = JSON.parse(text) as Entry[] | { e: Entry[] };
    const entries = Array.isArray(parsed) ? parsed : parsed.e;
    return entries
      .filter(({ kind, name }) => kind === 'method' || name === 'mt_msgs_ack')
      .map((entry) => [entry.id, entry] as const);
  }),
);

/**
 * Reads a request, as the schema of the client describes it: the client itself reads only what servers send. Wrappers such as
 * `invokeWithLayer` hold the request that they wrap as `query`.
 */
export function readTlMethod(reader: TlBinaryReader): TlRequest {
  const id = reader.peekUint();
  const method = methods.get(id);
  if (!method) {
    // Not a method: an object that clients send of their own accord.
    return reader.object() as TlRequest;
  }
  reader.uint();
  const request: TlRequest = { _: method.name };
  const flags = new Map<string, number>();
  for (const { name, type, typeModifiers } of method.arguments) {
    if (type === '#') {
      flags.set(name, reader.uint());
      continue;
    }
    const [field = '', bit = '0'] = typeModifiers?.predicate?.split('.') ?? [];
    const isSet = field === '' || ((flags.get(field) ?? 0) & (1 << Number(bit))) !== 0;
    if (type === 'true') {
      request[camelCase(name)] = isSet;
    } else if (isSet) {
      request[camelCase(name)] = typeModifiers?.isVector
        ? reader.vector(() => readValue(reader, type))
        : readValue(reader, type);
    }
  }
  return request;
}

export function readerOf(bytes: Uint8Array): TlBinaryReader {
  return new TlBinaryReader(__tlReaderMap, bytes);
}

function readValue(reader: TlBinaryReader, type: string): unknown {
  switch (type) {
    case '!X':
      return readTlMethod(reader);
    case 'int':
      return reader.int();
    case 'int53':
      return reader.int53();
    case 'long':
      return reader.long();
    case 'double':
      return reader.double();
    case 'string':
      return reader.string();
    case 'bytes':
      return new Uint8Array(reader.bytes());
    case 'int128':
      return new Uint8Array(reader.int128());
    case 'int256':
      return new Uint8Array(reader.int256());
    default:
      return reader.object();
  }
}

function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
