import type { BenchChannel } from './bench-channel.ts';

const shownMessages = 5;
const shownCharacters = 160;

/** Topics as a person reads them, the largest first, each with a few of its messages spread over its order. */
export async function printTitles({ stores, channelId }: BenchChannel, name: string): Promise<void> {
  const sizes = await stores.topicStore.bundleSizes(channelId);
  const sizeOf = (id: string) => sizes.get(id) ?? 0;
  const cards = await stores.topicStore.cards(channelId);
  console.log(`\n## ${name}: ${cards.length} topics\n`);
  for (const card of cards.sort((left, right) => sizeOf(right.id) - sizeOf(left.id))) {
    const items = (await stores.topicStore.bundle(card.id))?.items ?? [];
    console.log(`${items.length} ${card.type} **${card.title}** (${card.theme?.title ?? 'no theme'})`);
    console.log(`  about: ${card.scope_in.join(' | ')}\n  ${oneLine(card.summary)}`);
    const shown = Array.from({ length: Math.min(shownMessages, items.length) }, (_, place) =>
      items.at(Math.floor((place * items.length) / Math.min(shownMessages, items.length))),
    ).filter((item) => item !== undefined);
    const documents = await stores.documentStore.getDocuments(shown.map(({ source_ref }) => source_ref));
    for (const { source_ref, score, justification } of shown) {
      console.log(`  - ${score} ${oneLine(documents.get(source_ref)?.text_clean ?? '')}\n    ${oneLine(justification)}`);
    }
  }
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > shownCharacters ? `${line.slice(0, shownCharacters)}…` : line;
}
