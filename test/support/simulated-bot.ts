import {
  type Client,
  type ClientOptions,
  Events,
  type Interaction,
  type TextChannel,
} from "discord.js";
import { expect, onTestFinished } from "vitest";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import type { Simulator, SimulatorOptions } from "../../src/simulator/simulator.ts";
import { connect, createDiscordClient } from "./discord-client.ts";
import { discordSchemaCheck } from "./discord-schema-check.ts";

export interface SimulatedBot {
  readonly simulator: Simulator;
  readonly client: Client<true>;
  /** The bot's own view of #tavern. */
  readonly tavern: TextChannel;
}

/**
 * A simulator for one test. When the test is over it stops, and a violation that nobody has forgiven fails the test.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const schemaCheck = discordSchemaCheck();
  const simulator = createSimulator({
    ...(schemaCheck === undefined ? {} : { schemaCheck }),
    ...options,
  });
  onTestFinished(async () => {
    await simulator.stop();
    expect(simulator.violations).toEqual([]);
  });
  return await simulator.start();
}

/** A simulator with a connected discord.js client; both end with the test. */
export async function startSimulatedBot(
  options: SimulatorOptions = {},
  clientOptions: Partial<ClientOptions> = {},
): Promise<SimulatedBot> {
  const simulator = await startSimulator(options);
  const client = createDiscordClient(simulator, clientOptions);
  onTestFinished(() => client.destroy());
  const connected = await connect(client, simulator);
  return { simulator, client: connected, tavern: textChannel(connected, simulator, "tavern") };
}

export function textChannel(client: Client<true>, simulator: Simulator, name: string): TextChannel {
  const channel = client.channels.cache.get(simulator.world.channel(name)?.id ?? "");
  if (channel?.isTextBased() && !channel.isDMBased() && "createWebhook" in channel)
    return channel as TextChannel;
  throw new Error(`discord.js knows no text channel #${name}.`);
}

/** Answers interactions; an error of `answer` fails the test. */
export function onInteraction(
  client: Client<true>,
  answer: (interaction: Interaction) => Promise<unknown>,
): void {
  const errors: unknown[] = [];
  client.on(Events.InteractionCreate, (interaction) => {
    answer(interaction).catch((error: unknown) => errors.push(error));
  });
  onTestFinished(() => expect(errors).toEqual([]));
}
