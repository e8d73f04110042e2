import { Client } from 'pg';

type Connected = ((error: Error) => void) | ((error: null, client: Client) => void);

/**
 * Clients that leave nothing behind when they cannot connect, and try for a while only. `pg` keeps the socket open when it finds out
 * by itself that a log-in cannot succeed, for example for want of a password: the program would not end, and the server would wait
 * for a minute. The limit of its pool is no help: it is also that of waiting for another to give a connection back, and sets a timer
 * for each query.
 */
export function postgresClientClass({ timeoutInMs }: { timeoutInMs: number }): typeof Client {
  return class PostgresClient extends Client {
    override connect(): Promise<Client>;
    override connect(callback: Connected): void;
    override connect(callback?: Connected): Promise<Client> | undefined {
      if (callback === undefined) {
        return new Promise((resolve, reject) => {
          this.connect((error: Error | null) => (error ? reject(error) : resolve(this)));
        });
      }
      const { stream } = this.connection;
      const timer = setTimeout(() => stream.destroy(noAnswer(timeoutInMs)), timeoutInMs);
      const done = callback as (error: Error | null, client: Client) => void;
      super.connect((error: Error | null) => {
        clearTimeout(timer);
        if (error) {
          stream.destroy();
        }
        done(error, this);
      });
      return undefined;
    }
  };
}

function noAnswer(timeoutInMs: number): Error {
  return Object.assign(new Error(`no answer in ${timeoutInMs / 1000} s`), { code: 'ETIMEDOUT' });
}
