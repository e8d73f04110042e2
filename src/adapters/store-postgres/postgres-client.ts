import { Client } from 'pg';

type Connected = ((error: Error) => void) | ((error: null, client: Client) => void);

/**
 * A client that leaves nothing behind when it cannot connect. `pg` keeps the socket open when it finds out by itself that a log-in
 * cannot succeed, for example for want of a password: the program would not end and the server would wait for a minute.
 */
export class PostgresClient extends Client {
  override connect(): Promise<Client>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<Client> | undefined {
    if (callback === undefined) {
      return new Promise((resolve, reject) => {
        this.connect((error: Error | null) => (error ? reject(error) : resolve(this)));
      });
    }
    const done = callback as (error: Error | null, client: Client) => void;
    super.connect((error: Error | null) => {
      if (error) {
        this.connection.stream.destroy();
      }
      done(error, this);
    });
    return undefined;
  }
}
