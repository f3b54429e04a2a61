import { expect, test } from "vitest";
import { type LinkPolicy, stripLinks } from "../../../../src/roleplay/reply/strip-links.ts";

const said = "Come to https://discord.gg/abc or see https://example.org/a?b=c (www.example.org).";

test.each<[policy: LinkPolicy, shown: string]>([
  ["keep", said],
  ["no-invites", "Come to […] or see https://example.org/a?b=c (www.example.org)."],
  ["none", "Come to […] or see […] ([…])."],
])("with the policy %s, addresses are shown so", (policy, shown) => {
  expect(stripLinks(said, policy, { final: true })).toBe(shown);
});

test.each(["discord.gg/abc", "HTTPS://DISCORD.COM/invite/abc", "discordapp.com/invite/a-b"])(
  "%s is an invitation",
  (invitation) => {
    expect(stripLinks(`Join ${invitation}!`, "no-invites", { final: true })).toBe("Join […]!");
  },
);

test("no part of an address that is taken out later is shown while the text grows", () => {
  const whole = "Join https://discord.gg/abc now";
  for (let length = 0; length <= whole.length; length++) {
    const shown = stripLinks(whole.slice(0, length), "no-invites", { final: false });
    expect(shown).not.toContain("discord");
  }
  expect(stripLinks("A discord of voices", "no-invites", { final: false })).toBe(
    "A discord of voices",
  );
});
