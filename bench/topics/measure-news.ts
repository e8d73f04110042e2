import { compareWithRivals } from './compare-with-rivals.ts';
import { measureLabelledChannel } from './measure-labelled-channel.ts';
import { readBbcNews } from './read-bbc-news.ts';
import type { SectionResult } from './section-result.ts';
import { toQualityRow } from './to-quality-row.ts';

const shortNewsWords = 40;
const write = (share: number) => `${(share * 100).toFixed(1)} %`;

/** English news in the categories of their editors, whole and cut to the length of a short post. */
export async function measureNews(): Promise<SectionResult> {
  const whole = readBbcNews();
  const measured = await measureLabelledChannel(whole);
  const { themes, topics, coverage, documents } = measured;
  const short = readBbcNews({ words: shortNewsWords });
  const shortMeasured = await measureLabelledChannel(short);
  return {
    rows: [
      toQualityRow(`${whole.name}: purity of themes`, themes.purity, { atLeast: 0.9, note: `${themes.groups} themes` }),
      toQualityRow(`${whole.name}: adjusted Rand index of themes`, themes.ari, { atLeast: 0.8 }),
      toQualityRow(`${whole.name}: purity of topics`, topics.purity, { atLeast: 0.93, note: `${topics.groups} topics` }),
      toQualityRow(`${whole.name}: outside of all topics`, 1 - coverage, {
        atMost: 0.05,
        write,
        note: `of ${documents.length}`,
      }),
      toQualityRow(`${short.name}: purity of themes`, shortMeasured.themes.purity, {
        note: `${shortMeasured.themes.groups} themes`,
      }),
      toQualityRow(`${short.name}: adjusted Rand index of themes`, shortMeasured.themes.ari),
      toQualityRow(`${short.name}: purity of topics`, shortMeasured.topics.purity, {
        note: `${shortMeasured.topics.groups} topics`,
      }),
      toQualityRow(`${short.name}: outside of all topics`, 1 - shortMeasured.coverage, { write }),
    ],
    rivals: [...compareWithRivals(whole.name, measured), ...compareWithRivals(short.name, shortMeasured)],
  };
}
