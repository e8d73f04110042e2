// Floor of ingest: a streaming JSON parser that visits each message and does nothing with it.
import { createReadStream } from 'node:fs';
import { JSONParser } from '@streamparser/json';

const parser = new JSONParser({ paths: ['$.messages.*'], keepStack: false });
let messages = 0;
parser.onValue = () => {
  messages += 1;
};
for await (const block of createReadStream(process.argv[2] ?? '', { highWaterMark: 1 << 20 })) {
  parser.write(block);
}
console.log(messages);
