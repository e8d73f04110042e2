import { errorCodes } from '../domain/error-code.ts';
import { metricTable } from '../domain/metric-table.ts';
import { errorCodesToMarkdown } from './error-codes-to-markdown.ts';
import { metricsToMarkdown } from './metrics-to-markdown.ts';
import { settingsTable } from './settings-table.ts';
import { settingsToEnvExample } from './settings-to-env-example.ts';
import { settingsToMarkdown } from './settings-to-markdown.ts';

/** The files of the project that are made from tables, by their path from its root; `npm run docs` writes them. */
export function referenceFiles(): { path: string; text: string }[] {
  return [
    { path: 'docs/configuration.md', text: settingsToMarkdown(settingsTable) },
    { path: 'docs/errors.md', text: errorCodesToMarkdown(errorCodes) },
    { path: 'docs/monitoring.md', text: metricsToMarkdown(metricTable) },
    { path: '.env.example', text: settingsToEnvExample(settingsTable) },
  ];
}
