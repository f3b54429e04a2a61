import type { EntryRef, InactiveReason } from "./activation.ts";

/** A member of inclusion groups, as far as the choice needs to know it. */
export interface GroupMember {
  readonly ref: EntryRef;
  readonly groups: readonly string[];
  readonly sticky: boolean;
  readonly weight: number;
  /** Goes before those without it. */
  readonly override: boolean;
  readonly scored: boolean;
  /** How well it matches; asked only when a group is scored. */
  score(): number;
}

export type GroupLoss = Extract<InactiveReason, { kind: "group" }>;

/**
 * Leaves of each inclusion group what may be active together with `active`, the entries that already are. `members`
 * come best first. Returns why each of the others lost.
 *
 * In this order: sticky members stay and the others go; a group that already has an active entry takes no other;
 * members with a lower score go; then a member with an override wins, or else weight and dice decide.
 */
export function chooseFromGroups(
  members: readonly GroupMember[],
  active: readonly Pick<GroupMember, "ref" | "groups">[],
  random: (subject: string) => number,
): ReadonlyMap<EntryRef, GroupLoss> {
  const losses = new Map<EntryRef, GroupLoss>();
  const membersOf = byGroup(members);
  const holders = new Map(
    active.flatMap(({ ref, groups }) => groups.map((name) => [name, ref] as const)),
  );
  const names = [...membersOf.keys()].sort();
  const inGroup = (name: string) =>
    (membersOf.get(name) ?? []).filter(({ ref }) => !losses.has(ref));
  const keep = (
    group: string,
    because: GroupLoss["because"],
    stays: (member: GroupMember) => boolean,
  ) => {
    const all = inGroup(group);
    const winner = all.find(stays);
    if (winner === undefined) return;
    for (const { ref } of all.filter((member) => !stays(member))) {
      losses.set(ref, { kind: "group", group, because, winner: winner.ref });
    }
  };

  const sticky = new Set(names.filter((name) => inGroup(name).some((member) => member.sticky)));
  for (const name of sticky) keep(name, "sticky", (member) => member.sticky);
  const open = names.filter((name) => !sticky.has(name));
  for (const name of open) {
    const winner = holders.get(name);
    if (winner === undefined) continue;
    for (const { ref } of inGroup(name)) {
      losses.set(ref, { kind: "group", group: name, because: "taken", winner });
    }
  }
  for (const name of open) {
    const all = inGroup(name);
    if (all.length < 2 || !all.some((member) => member.scored)) continue;
    const scores = new Map(all.map((member) => [member, member.score()]));
    const best = Array.from(scores.values()).reduce((high, score) => Math.max(high, score), 0);
    keep(name, "score", (member) => !member.scored || scores.get(member) === best);
  }
  for (const name of open) {
    const all = inGroup(name);
    if (all.length < 2) continue;
    const first = all.find((member) => member.override);
    if (first !== undefined) keep(name, "override", (member) => member === first);
    else {
      const drawn = draw(all, random(`group:${name}`));
      keep(name, "weight", (member) => member === drawn);
    }
  }
  return losses;
}

function byGroup(members: readonly GroupMember[]): ReadonlyMap<string, GroupMember[]> {
  const groups = new Map<string, GroupMember[]>();
  for (const member of members) {
    for (const name of member.groups) {
      const inGroup = groups.get(name) ?? [];
      inGroup.push(member);
      groups.set(name, inGroup);
    }
  }
  return groups;
}

/** `dice` from 0 up to 1, over the members as wide as their weights. */
function draw(members: readonly GroupMember[], dice: number): GroupMember | undefined {
  const total = members.reduce((sum, member) => sum + member.weight, 0);
  let reached = 0;
  for (const member of members) {
    reached += member.weight;
    if (dice * total < reached) return member;
  }
  return members[0];
}
