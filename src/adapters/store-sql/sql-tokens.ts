/**
 * Splits SQL into words, names, numbers, texts and signs, in both engines' spelling. Comments fall out, words become lower case,
 * quoted names lose their quotes unless they need them, so that two spellings of one statement give the same tokens.
 */
export function sqlTokens(sql: string): string[] {
  return [...sql.matchAll(tokenPattern)].flatMap(([token, comment, name, text]) => {
    if (comment !== undefined) {
      return [];
    }
    return [name !== undefined ? plainName(token) : text !== undefined ? token : token.toLowerCase()];
  });
}

/** 1 comment, 2 quoted name, 3 text; then numbers, words, placeholders and signs. */
const tokenPattern =
  /(--[^\n]*|\/\*[\s\S]*?\*\/)|("(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\])|('(?:[^']|'')*')|\d+(?:\.\d+)?|[\p{L}_][\p{L}\p{N}_]*|\$\d+|::|[<>!=|]+|\S/gu;

function plainName(quoted: string): string {
  const quote = quoted.charAt(0) === '[' ? ']' : quoted.charAt(0);
  const name = quoted.slice(1, -1).replaceAll(quote + quote, quote);
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** The tokens between a bracket and its counterpart. @param open position of the bracket */
export function insideBrackets(tokens: readonly string[], open: number): string[] {
  let depth = 0;
  for (let position = open; position < tokens.length; position += 1) {
    depth += tokens[position] === '(' ? 1 : tokens[position] === ')' ? -1 : 0;
    if (depth === 0) {
      return tokens.slice(open + 1, position);
    }
  }
  return tokens.slice(open + 1);
}

/** Splits a list at the commas that are in no bracket of their own. */
export function splitAtCommas(tokens: readonly string[]): string[][] {
  const parts: string[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    depth += token === '(' ? 1 : token === ')' ? -1 : 0;
    if (token === ',' && depth === 0) {
      parts.push([]);
    } else {
      parts.at(-1)?.push(token);
    }
  }
  return parts;
}
