/**
 * Cells of a table in text, CSV or TSV: a cell that begins with a quote goes on to the closing one, over separators and line ends, and a
 * doubled quote in it is one (RFC 4180).
 *
 * @returns one record a row after the first, by the names that the first row gives
 * @throws RangeError when a row has another number of cells
 */
export function parseSeparated(text: string, separator: ',' | '\t'): Record<string, string>[] {
  const [names = [], ...rows] = splitCells(text.replace(/^\ufeff/, ''), separator);
  return rows.map((cells, place) => {
    if (cells.length !== names.length) {
      throw new RangeError(`Row ${place + 1} has ${cells.length} cells, and ${names.length} are named`);
    }
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
  });
}

function splitCells(text: string, separator: string): string[][] {
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^${separator}\\r\\n]*))(${separator}|\\r?\\n|$)`, 'y');
  const rows: string[][] = [];
  let row: string[] = [];
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const match = cell.exec(text);
    if (!match) {
      throw new RangeError(`No cell can be read at character ${at}`);
    }
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] !== separator) {
      rows.push(row);
      row = [];
    } else if (cell.lastIndex === text.length) {
      rows.push([...row, '']);
    }
  }
  return rows;
}
