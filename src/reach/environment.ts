export type Environment = Readonly<Record<string, string | undefined>>;

/** What a shell takes where nobody set PATH; without it not even `sh` would be found. */
const usualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

const handedOn = ["PATH", "HOME", "USER", "TZ", "SSH_AUTH_SOCK"];
/** What tells clients of Docker and Podman where their engine is, and with which files they prove who they are. */
const ofDocker = [
  "DOCKER_HOST",
  "DOCKER_CONTEXT",
  "DOCKER_CONFIG",
  "DOCKER_CERT_PATH",
  "DOCKER_TLS",
  "DOCKER_TLS_VERIFY",
  "DOCKER_API_VERSION",
  "CONTAINER_HOST",
  "CONTAINER_CONNECTION",
  "XDG_RUNTIME_DIR",
];
/**
 * Without these no program starts on Windows, PowerShell finds no modules and Docker no plugins; none holds anything of
 * the user's.
 */
const neededOnWindows = ["SystemRoot", "SystemDrive", "PATHEXT", "USERPROFILE", "ProgramFiles", "ProgramData"];

/**
 * The environment of every child. Nothing else of ours goes on, so that a secret in a variable stays here; the language
 * is C, so that messages are those which are understood.
 */
export function childEnvironment(
  ours: Environment,
  platform: NodeJS.Platform,
  passes?: "docker",
): Readonly<Record<string, string>> {
  const names = [
    ...handedOn,
    ...(platform === "win32" ? neededOnWindows : []),
    ...(passes === "docker" ? ofDocker : []),
  ];
  const given = names.flatMap((name): readonly (readonly [string, string])[] => {
    const value = ours[name];
    return value === undefined ? [] : [[name, value]];
  });
  const always = platform === "win32" ? notInCurrentFolder : { PATH: usualPath };
  return { ...always, ...Object.fromEntries(given), LANG: "C", LC_ALL: "C" };
}

/** Windows looks for programs in the current folder before PATH, where anybody may have put one; this forbids it. */
const notInCurrentFolder = { NoDefaultCurrentDirectoryInExePath: "1" };

/** The same for whom this process starts: Windows asks its own environment, not the child's. */
export function forbidCurrentFolder(platform: NodeJS.Platform): void {
  if (platform === "win32") Object.assign(process.env, notInCurrentFolder);
}
