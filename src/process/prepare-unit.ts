import type { DocumentEntity } from '../domain/processed-document.ts';
import { sha256 } from '../lib/sha256.ts';
import { identifyLanguage } from '../lib/text/identify-language.ts';
import { cleanText } from './clean-text.ts';
import { findEntities } from './entities/find-entities.ts';
import { cutFooter, type TextEnd } from './find-footers.ts';
import type { MessageUnit } from './message-unit.ts';
import { sketchText, type TextSketch } from './sketch-text.ts';
import type { UnitText } from './unit-text.ts';

/** A unit with its text and how the text ends, as the footers of a block are worked out from it. */
export interface ReadUnit {
  unit: MessageUnit;
  source: UnitText;
  end: TextEnd;
}

/** Everything that code knows about a unit. */
export interface PreparedUnit {
  unit: MessageUnit;
  fingerprint: string;
  /** Never empty. */
  text: string;
  language: string;
  entities: DocumentEntity[];
  sketch: TextSketch;
}

/**
 * Hash of everything that is a reason to make a document of a unit again; needs neither cleaning nor searching. Another model is none: who
 * sets a key would pay for the whole channel without having said so.
 */
export function unitFingerprint(
  { unit, source, end }: ReadUnit,
  footers: ReadonlySet<string>,
  pipelineVersion: string,
): string {
  const { footer } = cutFooter(source.text, end, footers);
  const members = unit.members.map(({ message }) => [message.id, message.message_type, message.date]);
  return sha256(JSON.stringify([pipelineVersion, members, source, footer]));
}

/** @returns null for a unit that says nothing in words */
export function prepareUnit(
  { unit, source, end }: ReadUnit,
  footers: ReadonlySet<string>,
): Omit<PreparedUnit, 'fingerprint'> | null {
  const { end: cut } = cutFooter(source.text, end, footers);
  const raw = source.text.slice(0, cut);
  const text = cleanText(raw);
  if (text === '') {
    return null;
  }
  const entities = source.entities.filter(({ offset }) => offset < cut);
  return {
    unit,
    text,
    language: identifyLanguage(text).language,
    entities: findEntities(text, { raw, entities }),
    sketch: sketchText(text),
  };
}
