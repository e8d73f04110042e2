import { styleText } from 'node:util';
import { snakeCaseKeys } from './snake-case-keys.ts';
import type { Talk } from './talk.ts';

type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'red';

export interface Output {
  readonly isJson: boolean;
  /** stdout: with `--json` the report as one JSON document with keys in snake_case, else the lines for a person. */
  result(report: object, lines: () => string[] | Promise<string[]>): Promise<void>;
  /** The same for records and schemas, whose form is documented: their keys stay as they are. */
  record(value: object, lines: () => string[] | Promise<string[]>): Promise<void>;
  /** stderr, unless `--quiet`: something the person should know. */
  notice(line: string): void;
  style(style: Style, text: string): string;
}

/** stdout is data, stderr is talk. Colours only where a person looks at a terminal. */
export function createOutput({
  isJson,
  isQuiet,
  stdout,
  talk,
}: {
  isJson: boolean;
  isQuiet: boolean;
  stdout: NodeJS.WriteStream;
  talk: Talk;
}): Output {
  const isColoured = !isJson && stdout.isTTY === true && stdout.hasColors();
  const print = async (value: unknown, lines: () => string[] | Promise<string[]>) => {
    const text = isJson ? JSON.stringify(value, null, 2) : (await lines()).join('\n');
    if (text !== '') {
      await write(stdout, `${text}\n`);
    }
  };
  return {
    isJson,
    result: (report, lines) => print(snakeCaseKeys(report), lines),
    record: print,
    notice(line) {
      if (!isQuiet) {
        talk.say('info', 'notice', line);
      }
    },
    style: (style, text) => (isColoured ? styleText(style, text) : text),
  };
}

function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
