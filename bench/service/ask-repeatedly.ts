// A program of its own, so that asking takes no time from answering: asks for one address over and over, and prints the answers a second.
import { Pool } from 'undici';

const [url = '', path = '', key = '', seconds = '2'] = process.argv.slice(2);
const connections = 16;
const pool = new Pool(url, { connections });
const begunAt = performance.now();
const end = begunAt + Number(seconds) * 1_000;
let answers = 0;
await Promise.all(
  Array.from({ length: connections }, async () => {
    while (performance.now() < end) {
      const { statusCode, body } = await pool.request({ path, method: 'GET', headers: { authorization: `Bearer ${key}` } });
      await body.dump();
      if (statusCode !== 200) {
        throw new Error(`${url}${path} answered ${statusCode}`);
      }
      answers++;
    }
  }),
);
console.log(answers / ((performance.now() - begunAt) / 1_000));
await pool.close();
