import { freePort } from "../private-redis.ts";
import { type ProgramProcess, startProgram } from "../program-process.ts";
import { type ComposeService, interpolate, readComposeFile } from "./compose-file.ts";
import { type DockerStage, lastOf, readDockerfile } from "./dockerfile.ts";

export interface ServiceProcess extends ProgramProcess {
  /** Runs the image's own health check. */
  isHealthy(): Promise<boolean>;
}

/** How what the compose file says of containers reads on this machine. */
export interface Surroundings {
  /** What the file `.env` beside the compose file would hold. */
  readonly environmentFile: Readonly<Record<string, string>>;
  /** Text in commands and settings -> what stands for it here: host names, folders of the image. */
  readonly replace: readonly (readonly [string, string])[];
  /** Settings on top, for what no container would be told: where the simulated Discord is. */
  readonly extra?: Readonly<Record<string, string>>;
  /** Arguments on top of the command: ports and folders of a Redis that has no container around it. */
  readonly extraArguments?: readonly string[];
}

/** Starts a service of `docker-compose.yml` as a plain process: its own command, with its own environment. */
export async function startService(
  name: string,
  surroundings: Surroundings,
): Promise<ServiceProcess> {
  const service = readComposeFile("docker-compose.yml").services[name];
  if (service === undefined) throw new Error(`docker-compose.yml has no service ${name}`);
  const stage = stageOf(service);
  const environment = {
    ...environmentOf(stage, service, surroundings),
    // Several containers may use one port; several processes on one machine can't.
    HEALTH_PORT: String(await freePort()),
  };
  const [command, ...args] = [
    ...(stage === undefined ? [] : execForm(lastOf(stage, "ENTRYPOINT"))),
    ...(service.command ?? []),
    ...(surroundings.extraArguments ?? []),
  ];
  const started = startProgram({ command: hostCommand(command), args, environment });
  const check = stage === undefined ? [] : execForm(lastOf(stage, "HEALTHCHECK"));
  return Object.assign(started, {
    async isHealthy() {
      const [program, ...rest] = check;
      await using checking = startProgram({
        command: hostCommand(program),
        args: rest,
        environment: { HEALTH_PORT: environment.HEALTH_PORT },
      });
      return (await checking.ended) === 0;
    },
  });
}

function stageOf({ build }: ComposeService): DockerStage | undefined {
  if (build === undefined) return undefined;
  const stage = readDockerfile("Dockerfile").get(build.target);
  if (stage === undefined) throw new Error(`the Dockerfile has no stage ${build.target}`);
  return stage;
}

function environmentOf(
  stage: DockerStage | undefined,
  service: ComposeService,
  { environmentFile, replace, extra }: Surroundings,
): Record<string, string> {
  const ofImage = (stage?.instructions ?? [])
    .filter(({ keyword }) => keyword === "ENV")
    .flatMap(({ text }) => text.trim().split(/\s+/))
    .map((pair) => pair.split("="));
  const given = Object.entries(service.environment ?? {}).map(([name, value]) => [
    name,
    replace.reduce(
      (text, [from, to]) => text.replaceAll(from, to),
      interpolate(value, environmentFile),
    ),
  ]);
  return { ...Object.fromEntries([...ofImage, ...given]), ...extra };
}

/** `["a", "b"]`, with options of the instruction before it. */
function execForm(text: string | undefined): readonly string[] {
  return JSON.parse(text?.slice(text.indexOf("[")) ?? "[]");
}

/** The same Node that runs the tests, whatever is on the PATH. */
function hostCommand(command: string | undefined): string {
  if (command === undefined) throw new Error("there is no command");
  return command === "node" ? process.execPath : command;
}
