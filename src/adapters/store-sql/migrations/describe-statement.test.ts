import { expect, it } from 'vitest';
import { describeStatement } from './describe-statement.ts';

it.each([
  ['create table if not exists "a"."t" ("x" text)', [{ kind: 'create table', table: 't' }]],
  ['CREATE TEMP TABLE t (x)', [{ kind: 'create table', table: 't' }]],
  ['drop table if exists "t" cascade', [{ kind: 'drop table', table: 't' }]],
  ['create unique index "i" on "s"."t" ("x")', [{ kind: 'create index', table: 't', name: 'i', isConcurrent: false }]],
  ['create index concurrently if not exists i on t (x)', [{ kind: 'create index', table: 't', name: 'i', isConcurrent: true }]],
  ['drop index "i"', [{ kind: 'drop index', name: 'i' }]],
  ['alter table "t" add column "x" text not null', [{ kind: 'add column', table: 't', name: 'x', lacksDefault: true }]],
  ["alter table t add x text default 'a' not null", [{ kind: 'add column', name: 'x', lacksDefault: false }]],
  ['alter table t add constraint c check (x > 0)', [{ kind: 'alter table', table: 't' }]],
  ['alter table t drop column "x"', [{ kind: 'drop column', table: 't', name: 'x' }]],
  [
    'alter table only s.t alter column x type numeric(1, 2), alter y set not null, alter z drop default',
    [
      { kind: 'change type', table: 't', name: 'x' },
      { kind: 'require value', table: 't', name: 'y' },
      { kind: 'alter table', table: 't', name: 'z' },
    ],
  ],
  ['alter table t rename to u', [{ kind: 'rename table', table: 't' }]],
  ['alter table t rename column x to y', [{ kind: 'rename column', name: 'x' }]],
  ['delete from "t" where x = 1', [{ kind: 'delete', table: 't' }]],
  ['truncate table t', [{ kind: 'delete', table: 't' }]],
  ['with gone as (delete from t returning x) select 1', [{ kind: 'delete' }]],
  ["insert into t values ('delete from x')", [{ kind: 'insert', table: 't' }]],
  ['update "t" set x = 1', [{ kind: 'update', table: 't' }]],
  ['vacuum', [{ kind: 'other' }]],
])('reads %s', (sql, actions) => {
  expect(describeStatement(sql)).toEqual(actions.map((action) => expect.objectContaining(action)));
});
