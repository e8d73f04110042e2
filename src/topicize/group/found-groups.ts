import type { Unit } from '../read/gather-units.ts';
import { type CommunityOptions, findCommunities } from './find-communities.ts';
import { mergeAlike } from './merge-alike.ts';
import { centresOf, cosineToCentre, type UnitSpace } from './unit-space.ts';
import { hasDirection } from './unit-vectors.ts';

/** Units of one subject, and the theme that it belongs to. */
export interface FoundGroup {
  units: number[];
  /** Number of the theme. */
  theme: number;
}

/**
 * Units with fewer words found no subject: «yes, tomorrow» is near every other «tomorrow». They join what others found.
 */
const richUnit = 15;
/** Where so few texts are long, shorter ones must do: at least this share of the units, and at least so many, found. */
const leastShare = 0.8;
const leastUnits = 400;

/** Themes need no more to be seen, and a fixed number keeps the graph of neighbours as dense in a large channel as in a small one. */
const mostForThemes = 2_000;
/** All against all grows with the square: from here on a sample founds the topics, and the rest joins them. */
const mostForTopics = 10_000;
/**
 * Neighbours of a unit. Themes: a tenth of the units, at most 100; on 1,490 news of five kinds the five came out with anything from
 * 100 to 200, with 50 they fell into six to ten.
 */
const themeNeighbours = { share: 0.1, least: 5, most: 100 };
export const topicNeighbours = 20;
/** A theme of fewer units is one topic. */
const smallestDivided = 12;
/** How much people count beside words: they tell rooms better than single subjects. */
const themeAuthorWeight = 0.8;
export const topicAuthorWeight = 0.5;

/**
 * Themes first, from the broad neighbourhood of a sample; then topics inside each theme, from the close neighbourhood. Neither number is
 * given: both come out of the texts. Groups that are about the same are one topic.
 *
 * @param isFree whether a unit is in no topic that stays
 * @returns larger groups first
 */
export function foundGroups(
  units: readonly Unit[],
  space: UnitSpace,
  { isFree, together }: { isFree: (unit: number) => boolean } & Pick<CommunityOptions, 'together'>,
): FoundGroup[] {
  const founding = chooseFounding(units, space).filter(isFree);
  const themes = foundThemes(founding, { ...space, authorWeight: themeAuthorWeight }, together);
  const close = { ...space, authorWeight: topicAuthorWeight };
  const groups = themes.flatMap((members, theme) =>
    (members.length < smallestDivided
      ? [members]
      : findCommunities(close, members, { neighbours: topicNeighbours, together })
    ).map((units) => ({ units, theme })),
  );
  return mergeAlike(close, groups).sort(
    (left, right) => right.units.length - left.units.length || (left.units[0] ?? 0) - (right.units[0] ?? 0),
  );
}

function chooseFounding(units: readonly Unit[], { words }: UnitSpace): number[] {
  const shaping = units.flatMap(({ isNoise }, unit) => (isNoise || !hasDirection(words, unit) ? [] : [unit]));
  const richness = (unit: number) => units[unit]?.stems.length ?? 0;
  const descending = Int32Array.from(shaping, richness).sort().reverse();
  const last = Math.min(descending.length, Math.max(leastUnits, Math.ceil(descending.length * leastShare))) - 1;
  const enough = Math.min(richUnit, descending[last] ?? 0);
  return shaping.filter((unit) => richness(unit) >= enough).slice(0, mostForTopics);
}

function foundThemes(founding: readonly number[], space: UnitSpace, together: CommunityOptions['together']): number[][] {
  const sample = founding.slice(0, mostForThemes);
  if (sample.length < 2) {
    return [];
  }
  const { share, least, most } = themeNeighbours;
  const neighbours = Math.max(least, Math.min(most, Math.round(sample.length * share)));
  const themes = findCommunities(space, sample, { neighbours, together });
  const centres = centresOf(space, themes);
  for (const unit of themes.length === 0 ? [] : founding.slice(mostForThemes)) {
    const cosines = themes.map((_, theme) => cosineToCentre(space, unit, centres, theme));
    themes[cosines.indexOf(Math.max(...cosines))]?.push(unit);
  }
  return themes;
}
