const introduction = `# Errors

Generated from \`src/domain/error-code.ts\` by \`npm run docs\`: do not edit.

An error is one line on stderr that names the file, message or setting, followed by what to do next. With \`--json\` it is also
printed as \`{"error": {"code", "message", "hint"}}\` on stdout; some have more fields, for example \`held_by\`. The code is one of these and does not change between versions.

| Exit code of the command | Meaning |
|---|---|
| 0 | done |
| 1 | failed |
| 2 | wrong usage or settings; nothing was done |
| 3 | finished, but some items failed |
| 4 | stopped by a budget, quota or rate limit; the same command resumes |
| 130 | interrupted; what was finished is stored, and the same command goes on from there |

| Error code | Exit code | Meaning |
|---|---|---|
`;

/** docs/errors.md */
export function errorCodesToMarkdown(codes: Readonly<Record<string, { exitCode: number; meaning: string }>>): string {
  const rows = Object.entries(codes).map(([code, { exitCode, meaning }]) => `| \`${code}\` | ${exitCode} | ${meaning} |`);
  return `${introduction}${rows.join('\n')}\n`;
}
