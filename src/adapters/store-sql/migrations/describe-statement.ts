import { splitAtCommas, sqlTokens } from '../sql-tokens.ts';

/** What a statement does to a schema or its data, as far as warnings and plans need it. */
export interface StatementAction {
  kind:
    | 'create table'
    | 'drop table'
    | 'rename table'
    | 'add column'
    | 'drop column'
    | 'rename column'
    | 'change type'
    | 'require value'
    | 'alter table'
    | 'create index'
    | 'drop index'
    | 'insert'
    | 'update'
    | 'delete'
    | 'read'
    | 'other';
  /** Empty where there is none. */
  table: string;
  /** Of a column or index; null where there is none. */
  name: string | null;
  /** Of an added column: every row needs a value, and none is given. */
  lacksDefault?: boolean;
  /** Of an index. */
  isConcurrent?: boolean;
}

/** Reads one statement of either engine. One `alter table` may do several things. */
export function describeStatement(sql: string): StatementAction[] {
  const tokens = sqlTokens(sql).filter((token) => token !== ';');
  const words = tokens.filter((token) => !fillers.has(token));
  const [first = '', second = ''] = words;
  switch (first) {
    case 'create':
    case 'drop':
      return [describeCreation(words)];
    case 'alter':
      return second === 'table' ? describeAlteration(words) : [action('other')];
    case 'insert':
      return [action('insert', nameAfter(words, 'into'))];
    case 'update':
      return [action('update', nameAt(words, 1))];
    case 'delete':
      return [action('delete', nameAfter(words, 'from'))];
    case 'truncate':
      return [action('delete', nameAt(words, second === 'table' ? 2 : 1))];
    case 'select':
    case 'pragma':
      return [action('read')];
    case 'with':
      return [action(words.includes('delete') ? 'delete' : words.includes('update') ? 'update' : 'other')];
    default:
      return [action('other')];
  }
}

/** Words that change nothing of what is asked here. */
const fillers = new Set(['if', 'exists', 'only', 'temporary', 'temp']);

function action(kind: StatementAction['kind'], table = '', name: string | null = null): StatementAction {
  return { kind, table, name };
}

function describeCreation(words: readonly string[]): StatementAction {
  const verb = words[0] as 'create' | 'drop';
  const rest = words.slice(1).filter((word) => word !== 'unique' && word !== 'not');
  const isConcurrent = rest.includes('concurrently');
  const [object = '', ...names] = rest.filter((word) => word !== 'concurrently');
  if (object === 'table') {
    return action(`${verb} table`, nameAt(names, 0));
  }
  if (object === 'index') {
    return { ...action(`${verb} index`, verb === 'create' ? nameAfter(names, 'on') : '', nameAt(names, 0)), isConcurrent };
  }
  return action('other');
}

function describeAlteration(words: readonly string[]): StatementAction[] {
  const table = nameAt(words, 2);
  const start = words[3] === '.' ? 5 : 3;
  return splitAtCommas(words.slice(start)).map((part) => describeTableChange(table, part));
}

function describeTableChange(table: string, part: readonly string[]): StatementAction {
  const [verb, ...more] = part;
  const rest = more[0] === 'column' ? more.slice(1) : more;
  const name = rest[0] ?? null;
  const text = rest.join(' ');
  if (verb === 'add' && (name === null || !constraintWords.has(name))) {
    const lacksDefault = /\bnot null\b/.test(text) && !/\b(default|generated|as)\b/.test(text);
    return { ...action('add column', table, name), lacksDefault };
  }
  if (verb === 'drop' && name !== 'constraint') {
    return action('drop column', table, name);
  }
  if (verb === 'rename') {
    return name === 'to' ? action('rename table', table) : action('rename column', table, name);
  }
  if (verb === 'alter' || verb === 'modify') {
    const isRequired = /\bset not null\b/.test(text);
    const isRetyped = /\btype\b/.test(text);
    return action(isRetyped ? 'change type' : isRequired ? 'require value' : 'alter table', table, name);
  }
  return action('alter table', table, null);
}

const constraintWords = new Set(['constraint', 'primary', 'foreign', 'unique', 'check']);

/** The last part of a name that may begin with a schema. */
function nameAt(words: readonly string[], position: number): string {
  return (words[position + 1] === '.' ? words[position + 2] : words[position]) ?? '';
}

function nameAfter(words: readonly string[], word: string): string {
  return nameAt(words, words.indexOf(word) + 1);
}
