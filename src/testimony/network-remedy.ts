import type { Args } from "../model/check.ts";
import { shellQuote } from "../model/evidence.ts";
import type { Fix } from "../model/report.ts";
import { fix } from "./remedy.ts";

/** Under which name a container finds its host, where the engine gives it one (docker run --add-host, podman-run(1)). */
const HOST_NAMES: ReadonlyMap<string, string> = new Map([
  ["docker", "host.docker.internal"],
  ["podman", "host.containers.internal"],
]);

/** What brings a gateway and a container together that can't reach each other. */
export function networkRemedy(args: Args): Fix {
  if (args.isLoopback === 1) return args.meant === "" ? callHost(args) : callName(args);
  return args.gateway === "" ? publish(args) : connectBoth(args);
}

function callName({ meant, port, engine, network, file, line }: Args): Fix {
  const own = shellQuote(String(meant));
  return fix(
    `Call the service by its container's name: ${own}:${port}`,
    [
      `${file === "" ? "In the gateway's config" : `In ${file}, line ${line}`}: ${own}:${port} instead of loopback.`,
      "Both containers must be in one network of your own: in Compose the services of one file are.",
    ],
    network === "" ? [] : [`${engine} network connect ${shellQuote(String(network))} ${own}`],
  );
}

function callHost({ engine, port, gateway }: Args): Fix {
  const name = HOST_NAMES.get(String(engine)) ?? "the host's address";
  return fix(`Call the host instead of loopback, if the service runs there: ${name}:${port}`, [
    ...(engine === "docker"
      ? [`Start container ${shellQuote(String(gateway))} with --add-host ${name}:host-gateway.`]
      : []),
    "The service must listen on an address that containers reach, not on the host's loopback.",
    "A service in another container is called by that container's name.",
  ]);
}

function publish({ meant, port, engine }: Args): Fix {
  const own = shellQuote(String(meant));
  return fix(
    `Publish port ${port} of container ${own}, and call it at 127.0.0.1`,
    [
      `Make the container again with --publish 127.0.0.1:${port}:${port} (Compose: ports: ["127.0.0.1:${port}:${port}"]).`,
      `In the gateway's config: 127.0.0.1:${port}. Names of containers are known to containers alone.`,
      "Or run the gateway in a container of the same network.",
    ],
    [`${engine} port ${own}`],
  );
}

function connectBoth({ meant, gateway, network, engine }: Args): Fix {
  const [own, other] = [shellQuote(String(gateway)), shellQuote(String(meant))];
  const isNew = network === "";
  const name = isNew ? "edge" : shellQuote(String(network));
  return fix(
    `Put containers ${own} and ${other} in one network`,
    [
      "In Compose: name the same network under `networks:` of both services, and for good there, not by hand.",
      "The gateway may have to be reloaded, as it resolved the name when it started.",
    ],
    [
      ...(isNew ? [`${engine} network create ${name}`, `${engine} network connect ${name} ${other}`] : []),
      `${engine} network connect ${name} ${own}`,
    ],
  );
}

/** Commands that show which networks the containers are in. */
export function networkCommands({ engine, gateway, meant }: Args): readonly string[] {
  const format = "{{json .NetworkSettings.Networks}}";
  const names = [gateway, meant].filter((name) => name !== undefined && name !== "");
  return names.map((name) => `${engine} inspect --format '${format}' ${shellQuote(String(name))}`);
}
