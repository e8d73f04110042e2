import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { OpenExportOptions } from '../../ports/message-source.ts';
import { createZonedTime, type ZonedTime } from './zoned-time.ts';

/** The zone that clock times without an offset are read in. */
export function chooseZone({ timezone }: Pick<OpenExportOptions, 'timezone'>): ZonedTime {
  const zone = timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  try {
    return createZonedTime(zone);
  } catch (cause) {
    throw new TgParserError('usage_invalid', `There is no time zone "${zone}"`, {
      hint: 'Give an IANA name such as Europe/Berlin with --timezone.',
      cause,
    });
  }
}

/** What a person is told when times had to be read by a zone that the export does not name. */
export function zoneNotice({ zone }: ZonedTime, isChosen: boolean): string {
  return isChosen
    ? `The export does not say in which time zone its times are; they were read as ${zone}.`
    : `The export does not say in which time zone its times are; they were read as ${zone}, the zone of this machine. --timezone names another.`;
}
