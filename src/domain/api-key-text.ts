/** Hexadecimal throughout, so that a double click takes the whole key, and no two texts are the same secret. */
const pattern = /^tgp_([0-9a-f]{16})_([0-9a-f]{64})$/;

export interface ApiKeyParts {
  keyId: string;
  /** 256 random bits. */
  secret: string;
}

/** `tgp_<keyId>_<secret>`: what its user keeps. The prefix lets scanners find keys that were committed by accident. */
export function formatApiKey({ keyId, secret }: ApiKeyParts): string {
  return `tgp_${keyId}_${secret}`;
}

/** @returns null for whatever is not the text of a key */
export function parseApiKey(text: string): ApiKeyParts | null {
  const [, keyId, secret] = pattern.exec(text) ?? [];
  return keyId === undefined || secret === undefined ? null : { keyId, secret };
}
