import { createBuiltinLanguageModel } from '../../src/adapters/model-builtin/builtin-language-model.ts';
import type { ProcessedDocument } from '../../src/domain/processed-document.ts';
import { loadCountTokens } from '../../src/model-calls/count-tokens.ts';
import { chunkOf } from '../../test/contract/documents.ts';
import { channelId } from '../../test/contract/raw-messages.ts';
import { countSentTokens, type SentTokens } from '../support/count-sent-tokens.ts';
import { inventDocuments } from '../support/invent-documents.ts';
import { BenchChannel } from './bench-channel.ts';
import type { SectionResult } from './section-result.ts';
import { toQualityRow } from './to-quality-row.ts';

const few = 1_000;
const many = 100_000;
const chunkSize = 2_000;
const write = (times: number) => `${times.toFixed(2)} times`;

/** What wording topics takes when a channel about the same subjects grows a hundredfold: topics are paid for, not messages. */
export async function measureCost(): Promise<SectionResult> {
  const small = await countTokens(few);
  const large = await countTokens(many);
  const note = `${describe(small)}; ${describe(large)}`;
  const what = `tokens to word the topics, ${few.toLocaleString('en-US')} to ${many.toLocaleString('en-US')} documents about 60 subjects`;
  return { rows: [toQualityRow(what, total(large) / total(small), { atMost: 1.3, write, note })] };
}

async function countTokens(count: number): Promise<SentTokens> {
  const tally = { items: 0, sent: 0, answered: 0 };
  const model = countSentTokens(createBuiltinLanguageModel(), await loadCountTokens(), tally);
  const channel = new BenchChannel(channelId, { model });
  try {
    // Documents as `process` would leave them: a hundred thousand messages would only take longer.
    let chunk: { document: ProcessedDocument }[] = [];
    for (const document of inventDocuments({ count, seed: 5 })) {
      chunk.push({ document });
      if (chunk.length === chunkSize || Number(document.source_message_id) === count) {
        await channel.stores.documentStore.saveChunk(channelId, chunkOf(chunk));
        chunk = [];
      }
    }
    await channel.topicize();
    return tally;
  } finally {
    await channel.close();
  }
}

function total({ sent, answered }: SentTokens): number {
  return sent + answered;
}

function describe({ items, sent, answered }: SentTokens): string {
  const [asked, written] = [sent, answered].map((tokens) => tokens.toLocaleString('en-US'));
  return `${items} questions, ${asked} read and ${written} written`;
}
