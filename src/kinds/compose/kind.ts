import { defineKind } from "../declaration.ts";

const standaloneDocs = "https://docs.docker.com/compose/install/standalone/";
const pluginDocs = "https://docs.docker.com/compose/install/linux/";

export const compose = defineKind({
  name: "compose",
  says: "Docker Compose: the command docker-compose, and the plugin of docker. Which of them a product calls makes a difference.",
  area: "docker",
  askedOf: ["host"],
  moments: ["install", "run", "upgrade"],
  vantages: ["host"],
  grade: "observed",
  arguments: {},
  answers: {
    standalone: {
      type: "version",
      says: "Version of the command docker-compose; absent where there is none, or one that does not run. Unknown where this user may not run it.",
      visibility: "public",
      remedy: {
        text: "Install the command docker-compose. The plugin (docker compose) does not bring it; Docker Desktop brings both.",
        commands: {
          debian: ["sudo apt-get install docker-compose"],
          "=fedora": ["sudo dnf install docker-compose"],
          alpine: ["sudo apk add docker-compose"],
          arch: ["sudo pacman -S docker-compose"],
          macos: ["brew install docker-compose"],
          windows: ["winget install --exact --id Docker.DockerDesktop"],
        },
        docs: standaloneDocs,
      },
      remedies: {
        less: {
          text: "Replace the command docker-compose by a newer one. The package of a release of a system seldom gets newer: put the program of Docker's project (github.com/docker/compose/releases) into /usr/local/bin, which goes before it, or upgrade the system.",
          commands: {
            linux: [
              "sudo curl -fSL https://github.com/docker/compose/releases/latest/download/docker-compose-linux-$(uname -m) -o /usr/local/bin/docker-compose",
              "sudo chmod +x /usr/local/bin/docker-compose",
              "hash -r; docker-compose version",
            ],
            macos: ["brew upgrade docker-compose"],
          },
          docs: standaloneDocs,
        },
      },
    },
    plugin: {
      type: "version",
      says: "Version of the plugin (docker compose); absent where docker knows no such command. Unknown where this user may not run it.",
      visibility: "public",
      remedy: {
        text: "Install the plugin of docker. The command docker-compose does not bring it; Docker Desktop brings both.",
        commands: {
          ubuntu: ["sudo apt-get install docker-compose-v2"],
          "=fedora": ["sudo dnf install docker-compose"],
          alpine: ["sudo apk add docker-cli-compose"],
          arch: ["sudo pacman -S docker-compose"],
          macos: ["brew install --cask docker-desktop"],
          windows: ["winget install --exact --id Docker.DockerDesktop"],
        },
        docs: pluginDocs,
      },
      remedies: {
        less: {
          text: "Replace the plugin of docker by a newer one. The package of a release of a system seldom gets newer: take docker-compose-plugin from Docker's own repository, or upgrade the system; on macOS and Windows upgrade Docker Desktop.",
          docs: pluginDocs,
        },
      },
    },
  },
  expect: {},
  example: `- id: compose
  level: must
  title: Docker Compose, in either form
  anyOf:
    - { compose: {}, expect: { standalone: ">= 1.29" } }
    - { compose: {}, expect: { plugin: ">= 2" } }
`,
});
