import { compareWithRivals } from './compare-with-rivals.ts';
import { forumMonths } from './forum-months.ts';
import { measureLabelledChannel } from './measure-labelled-channel.ts';
import type { QualityRow } from './quality-row.ts';
import { readForum } from './read-forum.ts';
import type { SectionResult } from './section-result.ts';
import { toQualityRow } from './to-quality-row.ts';

const write = (share: number) => `${(share * 100).toFixed(1)} %`;

/** A forum in the sections that its people write in: five months together, and each alone. */
export async function measureForum(): Promise<SectionResult> {
  const forum = await readForum(forumMonths);
  const measured = await measureLabelledChannel(forum);
  const { themes, topics, coverage, documents } = measured;
  const rows: QualityRow[] = [
    toQualityRow(`${forum.name}: NMI of themes`, themes.nmi, { atLeast: 0.35, note: `${themes.groups} themes` }),
    toQualityRow(`${forum.name}: purity of topics`, topics.purity, { atLeast: 0.72, note: `${topics.groups} topics` }),
    toQualityRow(`${forum.name}: coverage`, coverage, { atLeast: 0.6, write, note: `of ${documents.length}` }),
  ];
  for (const month of forumMonths) {
    rows.push(await measureMonth(month));
  }
  return { rows, rivals: compareWithRivals(forum.name, measured) };
}

async function measureMonth(month: string): Promise<QualityRow> {
  const alone = await readForum([month]);
  const { themes, topics, coverage } = await measureLabelledChannel(alone);
  return toQualityRow(`${alone.name}: NMI of themes`, themes.nmi, {
    note: `${themes.groups} themes; purity of ${topics.groups} topics ${topics.purity.toFixed(3)}; coverage ${write(coverage)}`,
  });
}
