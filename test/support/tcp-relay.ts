import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface TcpRelay {
  /** The URL with the relay in the place of the server. */
  url: string;
  /** Called with what a client sends; what it answers decides. */
  watch: (sent: Buffer) => 'pass' | 'cut' | 'pass then cut';
  /** While true nothing passes, and nobody is told. */
  isSilent: boolean;
  /** How many connections were made. */
  connections: number;
}

/** A network between a program and a server, with the faults of networks. */
export async function startTcpRelay(url: string): Promise<TcpRelay> {
  const target = new URL(url);
  const open = new Set<Socket>();
  const relay: TcpRelay = { url: '', watch: () => 'pass', isSilent: false, connections: 0 };
  const server = createServer((client) => {
    relay.connections += 1;
    const upstream = connect(Number(target.port), target.hostname);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => other.destroy());
    }
    client.on('data', (sent) => {
      if (relay.isSilent) {
        return;
      }
      const decision = relay.watch(sent);
      if (decision === 'cut') {
        client.destroy();
        return;
      }
      upstream.write(sent);
      if (decision === 'pass then cut') {
        // The server answers, and nobody hears it.
        upstream.prependOnceListener('data', () => client.destroy());
      }
    });
    upstream.on('data', (answer) => {
      if (!relay.isSilent && !client.destroyed) {
        client.write(answer);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    for (const socket of open) {
      socket.destroy();
    }
  });
  const relayed = new URL(url);
  relayed.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  relay.url = relayed.href;
  return relay;
}
