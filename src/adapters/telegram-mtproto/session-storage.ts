import type { MtClientOptions } from '@mtcute/node';
import type { AccountSession } from './account-session.ts';

type Storage = MtClientOptions['storage'];

/** Gives the client library the session as its storage. Keys that expire within a day are kept in memory only. */
export function sessionStorage(session: AccountSession): Storage {
  const temporary = new Map<string, Uint8Array>();
  const setKey = (dataCentre: number, key: Uint8Array | null) =>
    session.update({ authKeys: changed(session.content.authKeys, String(dataCentre), key) });
  const setValue = (name: string, value: Uint8Array | null) =>
    session.update({ values: changed(session.content.values, name, value) });
  return {
    driver: {},
    kv: {
      set: setValue,
      get: (name) => decode(session.content.values[name]),
      delete: (name) => setValue(name, null),
      deleteAll: () => session.update({ values: {} }),
    },
    authKeys: {
      set: setKey,
      get: (dataCentre) => decode(session.content.authKeys[String(dataCentre)]),
      setTemp(dataCentre, index, key) {
        if (key === null) {
          temporary.delete(`${dataCentre} ${index}`);
        } else {
          temporary.set(`${dataCentre} ${index}`, key);
        }
      },
      getTemp: (dataCentre, index) => temporary.get(`${dataCentre} ${index}`) ?? null,
      deleteByDc: (dataCentre) => setKey(dataCentre, null),
      deleteAll() {
        temporary.clear();
        session.update({ authKeys: {} });
      },
    },
  };
}

function changed(values: Readonly<Record<string, string>>, name: string, value: Uint8Array | null): Record<string, string> {
  const { [name]: _, ...others } = values;
  return value === null ? others : { ...others, [name]: Buffer.from(value).toString('base64') };
}

function decode(value: string | undefined): Uint8Array | null {
  return value === undefined ? null : new Uint8Array(Buffer.from(value, 'base64'));
}
