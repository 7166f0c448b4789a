import type { ReasonWords } from "./words.ts";

/** The world could not be seen, or what was seen cannot be used. */
export const blind = {
  "permission-denied": {
    means: "This user may not look there.",
    seeByHand: [
      "The row names the file or program. Each folder on the way to it, and who you are:",
      "$ namei -l /the/path",
      "$ id",
      "If it was tried by sudo, what sudo lets you do:",
      "$ sudo -n -l",
    ],
    mend: [
      "Let the user who runs Footing look there: a group, a mode, or a line in /etc/sudoers.d that allows this one program without a password. Footing need not run as root as a whole.",
    ],
  },
  timeout: {
    means: "It did not answer within the probe's own limit.",
    seeByHand: [
      "Which probe took how long:",
      "$ footing check PRODUCT --only REQUIREMENT --verbose",
      "Ask the same yourself, and wait longer than the limit (10 seconds if none was given). A path that hangs:",
      "$ time stat -f /the/path",
      "Programs that the kernel holds, which is how a lost network file system shows:",
      "$ ps -eo pid,stat,wchan:24,args | awk '$2 ~ /^D/'",
    ],
    mend: [
      "If it is only slow, give it longer:",
      "$ footing check PRODUCT --timeout 60s",
      "If it hangs, mend that first: a file server that is gone, an overloaded disk, a daemon that is stuck, a firewall that drops without an answer.",
    ],
  },
  deadline: {
    means: "The whole run's deadline came first.",
    seeByHand: [
      "The run took as long as --deadline allows (2 minutes if none was given). What the time went into:",
      "$ footing check PRODUCT --verbose >/dev/null",
    ],
    mend: [
      "Mend what is slow, or look at it apart with --only; else give the run longer:",
      "$ footing check PRODUCT --deadline 10m",
    ],
  },
  interrupted: {
    means: "The run was interrupted before this was seen.",
    seeByHand: [
      'The report says "interrupted": true, and the exit code was 130 (Ctrl-C), 143 (SIGTERM) or 129 (the terminal was lost).',
    ],
    mend: ["Run it again. Where the connection may break, run it within tmux or screen."],
  },
  "target-lost": {
    means: "The target could not be reached, or was lost on the way.",
    seeByHand: [
      "`targets` in the JSON report says which one is lost. Go the way that Footing goes, as the same user, typing nothing; of a host:",
      "$ ping -c 3 HOST",
    ],
    mend: ["Mend the way to the target, or take it out of --on and the site file, and run again."],
  },
  "host-key": {
    means: "The host's key is not known, or is another than the one that is known.",
    seeByHand: [
      "ssh tells, and shows the key's fingerprint:",
      "$ ssh -o BatchMode=yes HOST true",
      "Which keys are known for it:",
      "$ ssh-keygen -F HOST",
    ],
    mend: [
      "Footing never adds a key. If it is unknown, compare the fingerprint with the one that the host's keeper reads on the machine itself, then connect once by hand:",
      "$ ssh HOST",
      "If it has changed, ask why before anything else: a machine that was made anew has another key, and so has one that stands in its place. Only then:",
      "$ ssh-keygen -R HOST",
    ],
  },
  "login-refused": {
    means: "The host is there, and does not let this user in without being asked for something.",
    seeByHand: ["The same login, where nothing may be typed:", "$ ssh -v -o BatchMode=yes HOST true"],
    mend: [
      "Footing types no password. Give the host this user's key, or load the key into an agent:",
      "$ ssh-copy-id HOST",
      "$ ssh-add -l",
    ],
  },
  "not-running": {
    means:
      "The container that was named does not run: it is not there, was never started, is restarting or paused, or has ended.",
    seeByHand: [
      "Its state stands in the column STATUS; one that was restarted a moment ago counts as restarting:",
      "$ docker ps --all",
      "$ docker inspect --format '{{.State.Status}} {{.RestartCount}}' NAME",
    ],
    mend: [
      "Find out why it does not run, then start it:",
      "$ docker logs --tail 50 NAME",
      "$ docker start NAME",
      "One that is paused goes on by `docker unpause NAME`. If its name is not in the list, another engine has it: see `docker context ls`.",
    ],
  },
  "no-shell": {
    means:
      "The way in worked, and nothing there carried out what a shell carries out. A container may have no `sh` at all.",
    seeByHand: ["What answers in its place:", "$ ssh HOST 'sh -c \"echo it works\"'"],
    mend: [
      "Use a user whose commands a shell takes: no ForceCommand, no `command=` beside its key, no nologin, a POSIX `sh` on PATH.",
      "Into a container without `sh` nobody can look; check its host, and what the engine grants it: `docker inspect NAME`.",
      "Where that may not be, take the text that a person carries over:",
      "$ footing facts PRODUCT --print-script",
    ],
  },
  "no-means": {
    means: "What one looks with is not there (a program, a file of the kernel).",
    seeByHand: [
      "The row names what is missing, or what failed:",
      "$ command -v PROGRAM",
      "$ ls -l /proc/meminfo /proc/self/mountinfo",
    ],
    mend: [
      "Install the program that is named, or mount /proc and /sys. In a container that has been stripped, or in a chroot, run Footing on the host instead.",
    ],
  },
  platform: {
    means: "This operating system does not show it, or this version does not know how to look there.",
    seeByHand: [
      "Which system it is:",
      "$ uname -sm",
      "$ cat /etc/os-release",
      "What is answered on macOS and Windows stands in docs/reference/platforms.md.",
    ],
    mend: [
      "Check the machine that the product will run on, not the one that you sit at. If it is that one, look yourself: the requirement says what for.",
      "$ footing explain PRODUCT/REQUIREMENT",
    ],
  },
  "cannot-tell": {
    means: "It was looked at, and what was seen does not decide it.",
    seeByHand: [
      "The row says what stands in the way. A virtual disk, for one, does not show what it is made of:",
      "$ lsblk -o NAME,TYPE,ROTA,FSTYPE,SIZE,MOUNTPOINT",
      "A server may leave out the certificates above its own, so that nobody sees who signed; what it sends:",
      "$ openssl s_client -connect HOST:PORT -servername HOST -showcerts </dev/null",
      "502, 503 or 504 through a proxy may be the proxy's answer or the service's; its words tell whose:",
      "$ curl -sv -o /dev/null -x http://PROXY:PORT http://HOST/",
    ],
    mend: [
      "Of a service: have it send its chain of certificates whole, or ask whoever keeps the proxy what it says of that host.",
      "Ask whoever knows: the provider, the owner of the hypervisor. If the requirement may be attested, write down the answer in the site file under `attestations`; the end of the report shows the line.",
    ],
  },
  "password-needed": {
    means:
      "sudo asks for a password, and nobody was there to type it. On Windows: an administrator whose program is not elevated is asked before it may act as one.",
    seeByHand: [
      "sudo answers that a password is required:",
      "$ sudo -n true",
      "On Windows `whoami /groups` names S-1-16-8192, medium integrity, beside S-1-5-32-544, the administrators.",
    ],
    mend: [
      "Type it before, in the same terminal:",
      "$ sudo -v",
      "For runs that nobody watches, allow the one program without a password in /etc/sudoers.d. So too on a host over ssh: what was typed in another login does not count there. Or log in as root:",
      "$ footing check PRODUCT --on ssh://root@HOST",
      "On Windows open the terminal by `Run as administrator`, and run Footing in it.",
    ],
  },
  "too-much-output": {
    means: "It answered with more than is read.",
    seeByHand: ["At most 8 MiB are read of one program or file:", "$ PROGRAM | wc -c", "$ wc -c FILE"],
    mend: [
      "Find out why it says so much: tens of thousands of mounts, a log in the place of an answer. If that is right on this machine, report it as a fault of Footing.",
    ],
  },
  "unsafe-path": {
    means: "Others could change the path while it is used.",
    seeByHand: [
      "A folder that others may write (w in the third group) without the sticky bit (t), or a link (l) as the last line:",
      "$ namei -l /the/path",
    ],
    mend: ["Take that right away, or name the place itself:", "$ sudo chmod o-w FOLDER", "$ realpath /the/path"],
  },
  garbled: {
    means: "What came back is not a value of its type.",
    seeByHand: [
      "The row names the witness: run that program or read that file, and see what it says. In a facts file, look at the fact's `value`, `tolerance` and `at`.",
      "$ footing check PRODUCT --only REQUIREMENT --verbose",
    ],
    mend: [
      "If a program of the machine answers nonsense, mend or update that. If facts came from a file, make them anew with `footing facts`. If the answer is right, report it as a fault of Footing, with the answer.",
    ],
  },
  conflict: {
    means: "Two observers of the same thing disagree.",
    seeByHand: [
      "Both are named with what they said; ask each of them yourself.",
      "$ footing check PRODUCT --only REQUIREMENT --verbose",
    ],
    mend: [
      "Find out which one is wrong, and mend that. Often one of them is stale: a daemon that was not restarted, a table that was not written again.",
    ],
  },
  "not-observed": {
    means: "Nobody looked.",
    seeByHand: [
      "`facts` in the JSON report or facts file has no entry for it:",
      "$ grep '\"kind\"' FILE | sort | uniq -c",
    ],
    mend: [
      "With `judge`: look anew, with the answers and the profile that count now, since they decide what is looked at.",
      "$ footing facts PRODUCT",
    ],
  },
  old: {
    means: "The fact is older than is accepted.",
    seeByHand: ["`at` says when it was seen, in UTC; it counts for 7 days if nothing else was said:", "$ date -u"],
    mend: [
      "Look again, or accept its age:",
      "$ footing facts PRODUCT",
      "$ footing judge PRODUCT --facts FILE --max-age 30d",
    ],
  },
  ahead: {
    means: "The fact is dated later than now: one of two clocks is wrong.",
    seeByHand: [
      "`at` says when it was seen, by the clock of the host that saw it. Up to 5 minutes are forgiven. Ask the clocks of both machines, at the same time:",
      "$ date -u",
    ],
    mend: [
      "Set the clock that is wrong, and look again. If only the clock of the host that was looked at is ahead, the facts count as soon as that moment has passed here:",
      "$ footing facts PRODUCT",
    ],
  },
  "no-probe-image": {
    means: "Footing has no program of its own for the processor of this container engine.",
    seeByHand: [
      "It brings programs for linux/amd64 and linux/arm64. The engine, which need not be this machine, says:",
      "$ docker version --format '{{.Server.Os}}/{{.Server.Arch}}'",
    ],
    mend: [
      "Run any small image of that processor's yourself; if it runs, so does the engine. Check too whether the product has images for it.",
      "$ docker run --rm hello-world",
    ],
  },
} as const satisfies Readonly<Record<string, ReasonWords>>;
