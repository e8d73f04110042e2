export interface GroupMember {
  /** 0 post, 1 comment. */
  space: 0 | 1;
  messageId: number;
}

/** Documents that say the same, directly or through others: a union-find whose root is always the earliest member. */
export class DuplicateGroups {
  readonly #members = new Map<string, GroupMember>();
  readonly #parents = new Map<string, string>();

  join(members: readonly GroupMember[]): void {
    const [first, ...others] = members;
    for (const other of others) {
      if (first) {
        this.#union(this.#rootOf(this.#add(first)), this.#rootOf(this.#add(other)));
      }
    }
  }

  /** Each member that is not the earliest of its group, with the earliest. */
  *duplicates(): Generator<[member: GroupMember, original: GroupMember]> {
    for (const [key, member] of this.#members) {
      const original = this.#members.get(this.#rootOf(key));
      if (original && original !== member) {
        yield [member, original];
      }
    }
  }

  #add(member: GroupMember): string {
    const key = `${member.space}:${member.messageId}`;
    if (!this.#members.has(key)) {
      this.#members.set(key, member);
    }
    return key;
  }

  #rootOf(key: string): string {
    let root = key;
    for (let parent = this.#parents.get(root); parent !== undefined; parent = this.#parents.get(root)) {
      root = parent;
    }
    // Shortens the way for the next look-up.
    for (let at = key; at !== root; ) {
      const next = this.#parents.get(at) ?? root;
      this.#parents.set(at, root);
      at = next;
    }
    return root;
  }

  #union(left: string, right: string): void {
    if (left === right) {
      return;
    }
    const [root, child] = this.#isEarlier(left, right) ? [left, right] : [right, left];
    this.#parents.set(child, root);
  }

  #isEarlier(left: string, right: string): boolean {
    const [a, b] = [this.#members.get(left), this.#members.get(right)];
    return a !== undefined && b !== undefined && (a.space - b.space || a.messageId - b.messageId) < 0;
  }
}
