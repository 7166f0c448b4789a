import { defineKind } from "../declaration.ts";

const start = "sudo systemctl enable --now docker";
const lastWords = "sudo journalctl -u docker -n 50";

const installText =
  "Install Docker Engine for your distribution and start it, from Docker's own repository where the distribution has none; on macOS and Windows install Docker Desktop.";
const installDocs = "https://docs.docker.com/engine/install/";
const desktop = ["brew install --cask docker-desktop"];
const onWindows = ["winget install --exact --id Docker.DockerDesktop"];
const onAlpine = ["sudo apk add docker", "sudo rc-update add docker default", "sudo service docker start"];

/** Where something other than systemd runs services, or it is not known what does. */
const install = {
  text: installText,
  commands: {
    debian: ["sudo apt-get install docker.io", "sudo service docker start"],
    "=fedora": ["sudo dnf install moby-engine"],
    amzn: ["sudo dnf install docker"],
    alpine: onAlpine,
    arch: ["sudo pacman -S docker"],
    suse: ["sudo zypper install docker"],
    macos: desktop,
    windows: onWindows,
  },
  docs: installDocs,
} as const;

const installWithSystemd = {
  text: installText,
  commands: {
    debian: ["sudo apt-get install docker.io", start],
    "=fedora": ["sudo dnf install moby-engine", start],
    amzn: ["sudo dnf install docker", start],
    alpine: onAlpine,
    arch: ["sudo pacman -S docker", start],
    suse: ["sudo zypper install docker", start],
    macos: desktop,
    windows: onWindows,
  },
  docs: installDocs,
} as const;

const startText = "Start the engine, and look at what it says where it does not come up.";
const startWithSystemd = [start, lastWords];

export const docker = defineKind({
  name: "docker",
  says: "Docker's engine as its client reaches it, and whether it really runs a container.",
  area: "docker",
  askedOf: ["host"],
  moments: ["install", "run", "upgrade"],
  vantages: ["host"],
  grade: "observed",
  arguments: {
    run: {
      type: "boolean",
      says: "Really run a container: of an image of our own, so no registry is needed, and both are removed again. `false` is the same as nothing said.",
      extends: true,
    },
  },
  answers: {
    installed: {
      type: "boolean",
      says: "Whether the command docker is on PATH.",
      visibility: "public",
      remedy: install,
      remedies: { "no-client-systemd": installWithSystemd },
    },
    answers: {
      type: "boolean",
      says: "Whether an engine answers the client.",
      visibility: "public",
      remedy: {
        text: startText,
        commands: {
          debian: ["sudo service docker start"],
          alpine: ["sudo service docker start"],
          macos: ["open -a Docker"],
          windows: ["& 'C:\\Program Files\\Docker\\Docker\\Docker Desktop.exe'"],
        },
      },
      remedies: {
        "no-client": install,
        "no-client-systemd": installWithSystemd,
        "silent-systemd": {
          text: startText,
          commands: {
            debian: startWithSystemd,
            fedora: startWithSystemd,
            arch: startWithSystemd,
            suse: startWithSystemd,
          },
        },
        elsewhere: {
          text: "The client asks at the address above and not at this host's usual socket, because of DOCKER_HOST or `docker context`: start the engine there, or unset it.",
          commands: { any: ["docker context ls", "env | grep DOCKER_"] },
        },
      },
    },
    engine: {
      type: "choice",
      of: ["docker", "podman", "other"],
      says: "What answers: Docker's engine, Podman behind its client or socket, or something else.",
      visibility: "public",
      remedy: {
        text: "Run the engine that is asked for, and let the client speak to it (docker context ls, DOCKER_HOST).",
      },
      remedies: {
        docker: { text: "Run Docker's own engine, and let the client speak to it (docker context ls, DOCKER_HOST)." },
        podman: {
          text: "Run Podman with its socket for Docker's clients, and let the client speak to it (DOCKER_HOST).",
          docs: "https://docs.podman.io/en/latest/markdown/podman-system-service.1.html",
        },
      },
    },
    containers: {
      type: "choice",
      of: ["linux", "windows"],
      says: "The system whose containers it runs. Docker Desktop on Windows runs those of Linux or those of Windows, as it is switched.",
      visibility: "public",
      remedy: {
        text: "Let the engine run containers of that system: Docker Desktop is switched in its menu.",
        commands: { windows: ["& 'C:\\Program Files\\Docker\\Docker\\DockerCli.exe' -SwitchLinuxEngine"] },
      },
    },
    version: {
      type: "version",
      says: "Version of the engine, not of the client.",
      visibility: "public",
      remedy: { text: "Upgrade the engine; a newer client alone changes nothing." },
    },
    clientVersion: { type: "version", says: "Version of the client.", visibility: "public" },
    apiVersion: { type: "version", says: "Newest version of the API that the engine speaks.", visibility: "public" },
    storageDriver: {
      type: "text",
      says: "How images and containers are kept (overlay2, vfs, devicemapper …).",
      visibility: "public",
      remedy: {
        text: "Set the storage driver in /etc/docker/daemon.json; images and containers have to be made anew.",
        docs: "https://docs.docker.com/engine/storage/drivers/select-storage-driver/",
      },
    },
    dataRoot: {
      type: "path",
      says: "Where the engine keeps images, containers and volumes; unknown where that is no path of this host.",
      visibility: "local",
    },
    ranContainer: {
      type: "boolean",
      says: "Whether a container was made, started, its output read, and it was removed.",
      visibility: "public",
      with: "run",
      grade: "proven",
      remedy: {
        text: "Read what the engine said above, and its log; then try it by hand.",
        commands: { any: ["docker run --rm hello-world"] },
      },
    },
    startsOnBoot: {
      type: "boolean",
      says: "Whether the engine starts when the machine does. A socket alone starts it only when somebody asks.",
      visibility: "public",
      onDemand: true,
      remedy: {
        text: "Have the engine started at boot, or nothing comes back after a power cut.",
        commands: {
          debian: ["sudo systemctl enable docker"],
          fedora: ["sudo systemctl enable docker"],
          arch: ["sudo systemctl enable docker"],
          suse: ["sudo systemctl enable docker"],
          alpine: ["sudo rc-update add docker default"],
        },
      },
    },
    logsCapped: {
      type: "boolean",
      says: "Whether logs have a limit: the engine's default, and every container there is. One that was made before the default was changed keeps the old.",
      visibility: "public",
      onDemand: true,
      remedy: {
        text: "Set log-opts max-size (and max-file) in /etc/docker/daemon.json, restart the engine, and make the containers anew.",
        docs: "https://docs.docker.com/engine/logging/drivers/json-file/",
      },
    },
    rootless: { type: "boolean", says: "Whether the engine runs without root.", visibility: "public" },
    desktop: {
      type: "boolean",
      says: "Whether it is Docker Desktop, whose engine runs in a machine of its own.",
      visibility: "public",
    },
    remote: {
      type: "boolean",
      says: "Whether the engine runs on another kernel than this host's: on another machine, or in a virtual one. Unknown where its machine has the same kernel and memory, and is not called as this host or its daemon is not among the processes here.",
      visibility: "public",
    },
  },
  expect: { answers: true, engine: "docker", ranContainer: true },
  touches: { how: "runs-a-container", with: "run" },
  example: `- id: docker
  level: must
  title: Docker runs containers
  docker: { run: true }
  expect: { version: ">= 20.10" }
`,
});
