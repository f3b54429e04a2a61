import { describe, expect, test } from "vitest";
import type { AuditLog, NewAuditEntry } from "../../src/conversation/audit/audit-log.ts";

/** A log and a clock that a test moves. */
export interface AuditUnderTest extends Disposable {
  readonly log: AuditLog;
  setTime(ms: number): void;
  /** The same entries after a restart. */
  reopen(): AuditLog;
}

/** What every implementation of {@link AuditLog} must do. */
export function describeAuditLog(name: string, open: () => AuditUnderTest): void {
  describe(`the audit log ${name}`, () => {
    test("gives a server's entries, the newest first, page by page, after a restart too", () => {
      using subject = open();
      for (const detail of ["one", "two", "three"]) subject.log.record(anEntry({ detail }));
      subject.log.record(anEntry({ guildId: "elsewhere", detail: "other" }));
      const log = subject.reopen();
      const page = log.newest({ guildId: "guild", limit: 2 });
      expect(page.map(({ detail }) => detail)).toEqual(["three", "two"]);
      expect(page[0]).toMatchObject({ at: 1_000, actorId: "mara", action: "lore.delete" });
      const before = page.at(-1)?.number ?? 0;
      const rest = log.newest({ guildId: "guild", limit: 2, before });
      expect(rest.map(({ detail }) => detail)).toEqual(["one"]);
    });

    test("keeps what concerns the whole bot apart from every server", () => {
      using subject = open();
      subject.log.record(anEntry({ guildId: null, channelId: null, detail: "model" }));
      subject.log.record(anEntry());
      const whole = subject.log.newest({ guildId: null, limit: 10 });
      expect(whole.map(({ detail }) => detail)).toEqual(["model"]);
    });

    test("knows what one person did", () => {
      using subject = open();
      for (const actorId of ["mara", "bob", "mara"]) subject.log.record(anEntry({ actorId }));
      expect(subject.log.by("mara")).toHaveLength(2);
      expect(subject.log.by("nobody")).toEqual([]);
    });

    test("cuts a detail that is too long, and keeps it in one line", () => {
      using subject = open();
      subject.log.record(anEntry({ detail: `a\nb ${"x".repeat(1000)}` }));
      const [entry] = subject.log.newest({ guildId: "guild", limit: 1 });
      expect(entry?.detail).toMatch(/^a b x{295}…$/);
    });

    test("keeps what takes words beside what says it in English", () => {
      using subject = open();
      subject.log.record(anEntry({ detail: { kind: "messages", count: 3, character: "Rosie" } }));
      subject.log.record(anEntry());
      const entries = subject.reopen().newest({ guildId: "guild", limit: 2 });
      expect(entries.map(({ facts }) => facts)).toEqual([
        null,
        { kind: "messages", count: 3, character: "Rosie" },
      ]);
      expect(entries[1]?.detail).toBe("Rosie: 3 messages");
    });

    test("forgets what happened before a moment, and nothing else", () => {
      using subject = open();
      for (const at of [1, 2, 3]) {
        subject.setTime(at);
        subject.log.record(anEntry());
      }
      expect(subject.log.forgetBefore(3)).toBe(2);
      expect(subject.log.newest({ guildId: "guild", limit: 9 }).map(({ at }) => at)).toEqual([3]);
    });
  });
}

function anEntry(changes: Partial<NewAuditEntry> = {}): NewAuditEntry {
  return {
    guildId: "guild",
    channelId: "channel",
    actorId: "mara",
    action: "lore.delete",
    detail: "Harbour",
    ...changes,
  };
}
