import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { AccountSession } from './account-session.ts';
import { emptySession } from './session-content.ts';
import { SessionFile } from './session-file.ts';

const content = { ...emptySession(), userId: '700000007', authKeys: { '2': 'c2VjcmV0LWtleS1vZi10aGUtYWNjb3VudA==' } };
const pathIn = (folder: string) => join(folder, 'telegram-default.session');

describe('a session file', () => {
  test('is readable by its owner only, and gives back what was written', () => {
    const path = pathIn(temporaryFolder());
    new SessionFile(path, null).write(content);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(new SessionFile(path, null).read()).toEqual({ content, isEncrypted: false });
  });

  test('with a password shows nothing of what it holds', () => {
    const path = pathIn(temporaryFolder());
    new SessionFile(path, 'swordfish').write(content);
    const bytes = readFileSync(path);
    for (const plain of ['700000007', 'authKeys', content.authKeys['2'], 'swordfish']) {
      expect(bytes.includes(plain)).toBe(false);
    }
    expect(new SessionFile(path, 'swordfish').read()).toEqual({ content, isEncrypted: true });
  });

  test('does not open with another password, or without one, and says which setting to look at', () => {
    const path = pathIn(temporaryFolder());
    new SessionFile(path, 'swordfish').write(content);
    for (const password of ['herring', null]) {
      expect(() => new SessionFile(path, password).read()).toThrow(
        expect.objectContaining({ code: 'setting_invalid', message: expect.stringContaining('TELEGRAM_SESSION_KEY') }),
      );
    }
  });

  test('that was cut or changed is not taken for a session', () => {
    const path = pathIn(temporaryFolder());
    new SessionFile(path, 'swordfish').write(content);
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.subarray(0, bytes.length - 3));
    expect(() => new SessionFile(path, 'swordfish').read()).toThrow(expect.objectContaining({ code: 'setting_invalid' }));
    writeFileSync(path, JSON.stringify(content).slice(0, 40));
    expect(() => new SessionFile(path, null).read()).toThrow(
      expect.objectContaining({ code: 'telegram_unauthorized', message: expect.not.stringContaining('authKeys') }),
    );
  });

  test('is encrypted as soon as a password is set', () => {
    const path = pathIn(temporaryFolder());
    new SessionFile(path, null).write(content);
    AccountSession.open({ path, key: 'swordfish' }).close();
    expect(new SessionFile(path, 'swordfish').read()).toEqual({ content, isEncrypted: true });
  });
});

describe('a session', () => {
  test('has one owner at a time; a second one is told who', () => {
    const path = pathIn(temporaryFolder());
    const owner = AccountSession.open({ path, key: null });
    expect(() => AccountSession.open({ path, key: null })).toThrow(
      expect.objectContaining({
        code: 'telegram_session_busy',
        message: expect.stringContaining(`process ${process.pid}`),
        details: expect.objectContaining({ owner_pid: process.pid }),
      }),
    );
    owner.close();
    AccountSession.open({ path, key: null }).close();
  });

  test('that cannot be opened is free again', () => {
    const path = pathIn(temporaryFolder());
    new SessionFile(path, 'swordfish').write(content);
    expect(() => AccountSession.open({ path, key: 'herring' })).toThrow();
    AccountSession.open({ path, key: 'swordfish' }).close();
  });

  test('writes only what has changed', () => {
    const path = pathIn(temporaryFolder());
    const session = AccountSession.open({ path, key: null });
    session.update({ userId: '5' });
    const before = statSync(path).ino;
    session.update({ userId: '5', waits: {} });
    expect(statSync(path).ino).toBe(before);
    session.update({ userId: '6' });
    expect(new SessionFile(path, null).read().content.userId).toBe('6');
    session.close();
  });
});
