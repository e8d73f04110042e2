import { measureAgreement } from './agreement.ts';
import { clusterByKMeans } from './cluster-by-k-means.ts';
import { clusterByNmf } from './cluster-by-nmf.ts';
import type { LabelledDocument, MeasuredChannel } from './measure-labelled-channel.ts';
import { projectByLsa } from './project-by-lsa.ts';
import { weighTerms } from './weigh-terms.ts';

/** A line of the table of rivals: all documents, and those that tg-parser has in a topic. */
export interface RivalRow {
  set: string;
  method: string;
  groups: number;
  all: string;
  covered: string;
}

const lsaDimensions = 50;

/** Methods that are told how many classes there are, over the same texts; tg-parser finds its number by itself. */
export function compareWithRivals(
  set: string,
  { documents, coverage }: Pick<MeasuredChannel, 'documents' | 'coverage'>,
): RivalRow[] {
  const clusters = new Set(documents.map(({ label }) => label)).size;
  const vectors = weighTerms(documents);
  const lsa = projectByLsa(vectors, { dimensions: lsaDimensions });
  const rows = [
    ours('tg-parser, themes', ({ themeId }) => themeId),
    ours('tg-parser, topics', ({ topicId }) => topicId),
    rival('TF-IDF, spherical k-means, told the number', clusterByKMeans(vectors, { clusters, starts: 5 })),
    rival('the same, three times the number', clusterByKMeans(vectors, { clusters: 3 * clusters, starts: 2 })),
    rival(`LSA (${lsaDimensions}), k-means, told the number`, clusterByKMeans(lsa, { clusters, starts: 10 })),
    rival('TF-IDF, NMF, told the number', clusterByNmf(vectors, { clusters })),
  ];
  return rows;

  function rival(method: string, groupOf: Int32Array): RivalRow {
    const pairs = documents.map(({ label, topicId }, place) => ({ group: String(groupOf[place]), label, topicId }));
    const all = measureAgreement(pairs);
    const covered = measureAgreement(pairs.filter(({ topicId }) => topicId !== null));
    return { set, method, groups: all.groups, all: write(all), covered: write(covered) };
  }

  /** Documents outside are in no group: there is nothing to say of all. */
  function ours(method: string, groupOf: (document: LabelledDocument) => string | null): RivalRow {
    const pairs = documents.flatMap((document) => {
      const group = groupOf(document);
      return group === null ? [] : [{ group, label: document.label }];
    });
    const agreement = measureAgreement(pairs);
    const all = `${(coverage * 100).toFixed(0)} % of ${documents.length} covered`;
    return { set, method, groups: agreement.groups, all, covered: write(agreement) };
  }
}

function write({ purity, nmi, ari }: { purity: number; nmi: number; ari: number }): string {
  return [purity, nmi, ari].map((value) => value.toFixed(3)).join(' / ');
}
