/** A page of a list as OpenAI and Anthropic hand it out: `limit`, 20 by default, behind the one that `after` names. */
export function listPage<Listed extends { id: string }>(all: readonly Listed[], query: URLSearchParams, after: string) {
  const from = all.findIndex(({ id }) => id === query.get(after)) + 1;
  const data = all.slice(from, from + Number(query.get('limit') ?? 20));
  const last = data.at(-1);
  return {
    data,
    first_id: data[0]?.id ?? null,
    last_id: last?.id ?? null,
    has_more: last !== undefined && last !== all.at(-1),
  };
}
