import type { DocumentEntity, Noise } from '../../domain/processed-document.ts';
import { findAdvertising } from './describe-advertising.ts';
import { isChatter, isServiceTalk } from './describe-chatter.ts';
import { isGreeting } from './describe-greetings.ts';

const noNoise: Noise = { is_noise: false, kind: null, reason: null };

/**
 * Whether a message is worth no reader's time as knowledge: advertising, a greeting, chatter. A false alarm hides content,
 * so everything doubtful is content.
 *
 * @param entities what code found in the text
 */
export function judgeNoise(text: string, entities: readonly DocumentEntity[]): Noise {
  const advertising = findAdvertising(text, entities);
  if (advertising !== null) {
    return { is_noise: true, kind: 'advertising', reason: advertising };
  }
  if (isGreeting(text)) {
    return { is_noise: true, kind: 'greeting', reason: 'only a greeting' };
  }
  if (isServiceTalk(text)) {
    return { is_noise: true, kind: 'chatter', reason: 'somebody joined or left' };
  }
  const chatter = isChatter(text);
  return chatter === null ? noNoise : { is_noise: true, kind: 'chatter', reason: chatter };
}
