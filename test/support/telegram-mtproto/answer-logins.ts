import { randomBytes } from 'node:crypto';
import { Long, type tl } from '@mtcute/node';
import { computePasswordHash } from '@mtcute/node/utils.js';
import type { MtprotoClient, TlAnswer } from './mtproto-client.ts';
import type { MtprotoServer } from './mtproto-server.ts';
import type { MtprotoAccount, MtprotoWorld } from './mtproto-world.ts';
import type { TlRequest } from './read-tl-method.ts';
import { RpcFailure } from './rpc-failure.ts';
import { prime } from './server-handshake.ts';

/** Answers everything that is about who somebody is: codes, passwords, tokens of QR codes. */
export function createLogins(world: MtprotoWorld, server: MtprotoServer) {
  const sentCodes = new Map<string, MtprotoAccount>();
  const passwords = new Map<string, { account: MtprotoAccount; secret: PasswordSecret | null }>();
  /** Who shows which code. */
  const tokens = new Map<string, { client: MtprotoClient; scannedBy: MtprotoAccount | null }>();
  let lastToken: string | null = null;

  return {
    /** @returns undefined for what is none of this */
    async answer(request: TlRequest, client: MtprotoClient): Promise<TlAnswer | undefined> {
      switch (request._) {
        case 'auth.sendCode':
          return sendCode(request, client);
        case 'auth.signIn':
          return signIn(request, client);
        case 'account.getPassword':
          return getPassword(client);
        case 'auth.checkPassword':
          return checkPassword(request, client);
        case 'auth.exportLoginToken':
          return exportToken(client);
        case 'auth.logOut':
          client.key.userId = null;
          return { _: 'auth.loggedOut' };
        case 'users.getUsers':
          return getSelf(client);
        default:
          return undefined;
      }
    },
    scan(userId: number): void {
      const shown = lastToken === null ? undefined : tokens.get(lastToken);
      const account = world.accounts.find((one) => one.userId === userId);
      if (!shown || !account) {
        throw new Error('no code is shown, or nobody is there to scan it');
      }
      shown.scannedBy = account;
      const now = Math.floor(Date.now() / 1000);
      shown.client.push({ _: 'updateShort', update: { _: 'updateLoginToken' }, date: now } as { _: string });
    },
  };

  function sendCode({ phoneNumber, apiHash }: TlRequest, client: MtprotoClient): tl.auth.RawSentCode {
    if (apiHash !== '0123456789abcdef0123456789abcdef') {
      throw new RpcFailure(400, 'API_ID_INVALID');
    }
    const account = world.accounts.find(({ phone }) => phone === phoneNumber);
    if (!account) {
      throw new RpcFailure(400, 'PHONE_NUMBER_INVALID');
    }
    const { dataCentre = client.key.dataCentre } = account;
    if (dataCentre !== client.key.dataCentre) {
      throw new RpcFailure(303, `PHONE_MIGRATE_${dataCentre}`);
    }
    const phoneCodeHash = randomBytes(8).toString('hex');
    sentCodes.set(phoneCodeHash, account);
    return { _: 'auth.sentCode', type: { _: 'auth.sentCodeTypeApp', length: account.code.length }, phoneCodeHash };
  }

  function signIn({ phoneCodeHash, phoneCode }: TlRequest, client: MtprotoClient): tl.auth.RawAuthorization {
    const account = sentCodes.get(String(phoneCodeHash));
    if (!account) {
      throw new RpcFailure(400, 'PHONE_CODE_EXPIRED');
    }
    if (phoneCode !== account.code) {
      throw new RpcFailure(400, 'PHONE_CODE_INVALID');
    }
    return enter(account, client);
  }

  function enter(account: MtprotoAccount, client: MtprotoClient): tl.auth.RawAuthorization {
    if (account.password !== undefined) {
      passwords.set(client.key.id, { account, secret: null });
      throw new RpcFailure(401, 'SESSION_PASSWORD_NEEDED');
    }
    client.key.userId = account.userId;
    return { _: 'auth.authorization', user: toSelf(account) };
  }

  async function getPassword({ key }: MtprotoClient): Promise<tl.account.RawPassword> {
    const pending = passwords.get(key.id);
    if (!pending) {
      throw new RpcFailure(401, 'AUTH_KEY_UNREGISTERED');
    }
    pending.secret = await createSecret(server, pending.account.password ?? '');
    const { algorithm, publicValue } = pending.secret;
    return {
      _: 'account.password',
      hasPassword: true,
      currentAlgo: algorithm,
      srpB: publicValue,
      srpId: Long.ONE,
      hint: 'the usual',
      newAlgo: algorithm,
      newSecureAlgo: { _: 'securePasswordKdfAlgoUnknown' },
      secureRandom: new Uint8Array(randomBytes(32)),
    };
  }

  function checkPassword({ password }: TlRequest, client: MtprotoClient): tl.auth.RawAuthorization {
    const pending = passwords.get(client.key.id);
    const { A, M1 } = password as { A: Uint8Array; M1: Uint8Array };
    if (!pending?.secret?.isProof(A, M1)) {
      throw new RpcFailure(400, 'PASSWORD_HASH_INVALID');
    }
    client.key.userId = pending.account.userId;
    return { _: 'auth.authorization', user: toSelf(pending.account) };
  }

  function exportToken(client: MtprotoClient): tl.auth.TypeLoginToken {
    const mine = [...tokens.values()].find((one) => one.client.key.id === client.key.id && one.scannedBy !== null);
    if (mine?.scannedBy) {
      return { _: 'auth.loginTokenSuccess', authorization: enter(mine.scannedBy, client) };
    }
    const token = new Uint8Array(randomBytes(16));
    lastToken = Buffer.from(token).toString('hex');
    tokens.set(lastToken, { client, scannedBy: null });
    return { _: 'auth.loginToken', expires: Math.floor(Date.now() / 1000) + 30, token };
  }

  function getSelf({ key }: MtprotoClient): tl.RawUser[] {
    const account = world.accounts.find(({ userId }) => userId === key.userId);
    if (!account) {
      throw new RpcFailure(401, 'AUTH_KEY_UNREGISTERED');
    }
    return [toSelf(account)];
  }
}

function toSelf({ userId, firstName, phone }: MtprotoAccount): tl.RawUser {
  return { _: 'user', self: true, id: userId, accessHash: Long.fromNumber(userId), firstName, phone };
}

interface PasswordSecret {
  algorithm: tl.RawPasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow;
  publicValue: Uint8Array;
  isProof(clientValue: Uint8Array, proof: Uint8Array): boolean;
}

/** The server's half of SRP (https://core.telegram.org/api/srp). */
async function createSecret({ crypto }: MtprotoServer, password: string): Promise<PasswordSecret> {
  const hash = (...parts: Uint8Array[]) => crypto.sha256(new Uint8Array(Buffer.concat(parts)));
  const [salt1, salt2] = [new Uint8Array(randomBytes(32)), new Uint8Array(randomBytes(16))];
  const p = toNumber(prime);
  const generator = toBytes(3n);
  const x = toNumber(await computePasswordHash(crypto, new TextEncoder().encode(password), salt1, salt2));
  const v = power(3n, x, p);
  const k = toNumber(hash(prime, generator));
  const b = toNumber(new Uint8Array(randomBytes(256)));
  const publicValue = toBytes((k * v + power(3n, b, p)) % p);
  return {
    algorithm: {
      _: 'passwordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow',
      salt1,
      salt2,
      g: 3,
      p: prime,
    },
    publicValue,
    isProof(clientValue, proof) {
      const u = toNumber(hash(clientValue, publicValue));
      const shared = power((toNumber(clientValue) * power(v, u, p)) % p, b, p);
      const masked = hash(prime).map((byte, index) => byte ^ (hash(generator)[index] ?? 0));
      const expected = hash(masked, hash(salt1), hash(salt2), clientValue, publicValue, hash(toBytes(shared)));
      return Buffer.from(expected).equals(proof);
    },
  };
}

function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

function toBytes(number: bigint): Uint8Array {
  return new Uint8Array(Buffer.from(number.toString(16).padStart(512, '0'), 'hex'));
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, factor] = [1n, base % modulus];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) {
      result = (result * factor) % modulus;
    }
    factor = (factor * factor) % modulus;
  }
  return result;
}
