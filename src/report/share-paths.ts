/** Folders in which nothing is named by those who run a place. */
const ofItself = /^\/(?:proc|sys|bin|sbin|lib|lib64|boot|dev(?!\/mapper)|usr(?!\/local\/(?!s?bin\/)))(?=\/|$)/;

/** Below these stand names that a place gives, beside what every system has there: the latter by name alone. */
const ofConfiguration = new RegExp(
  `^/etc/(?:${[
    "(?:NetworkManager|netplan|network|sysconfig|systemd|docker|sudoers|ssh|ssl|pki|apt|dnf|yum\\.repos\\.d|containers|chrony|security|default)",
    "NetworkManager/(?:system-connections|conf\\.d|NetworkManager\\.conf)",
    "network/interfaces(?:\\.d)?",
    "sysconfig/network(?:-scripts)?",
    "systemd/(?:system|network|(?:resolved|timesyncd|journald|logind|networkd|system)\\.conf(?:\\.d)?)",
    "docker/(?:daemon\\.json|certs\\.d)",
    "sudoers\\.d",
    "ssh/sshd?_config(?:\\.d)?",
    "ssl/(?:certs|private|cert\\.pem|openssl\\.cnf|ca-bundle\\.pem)",
    "ssl/certs/ca-[a-z.-]+",
    "pki/(?:ca-trust|tls)(?:/(?:certs|extracted|source|anchors|pem|openssl|cert\\.pem|(?:tls-)?ca-bundle\\.(?:crt|pem)))*",
    "apt/(?:apt\\.conf\\.d|sources\\.list(?:\\.d)?)",
    "containers/[a-z]+\\.(?:conf|json)",
    "(?:os|lsb|redhat|alpine|debian)[-_](?:release|version)",
    "(?:host|machine-id|localtime|timezone|passwd|group|shadow|fstab|crypttab|mtab|profile|environment)(?:name|s)?",
    "(?:resolv|nsswitch|sysctl|chrony|ntp|dhcpcd|gai|login|host)\\.(?:conf|defs)",
    "sysctl\\.d|cron\\.[a-z]+|crontab",
  ].join("|")})/?$`,
);

const ofRunning = new RegExp(
  `^/(?:var/)?run(?:/(?:${[
    "systemd(?:/.*)?",
    "(?:NetworkManager|netplan|network|lock|dbus|containerd|docker|podman|chrony|netns|secrets|user)",
    "NetworkManager/system-connections",
    "network/interfaces\\.d",
    "(?:docker|containerd/containerd|podman/podman|dbus/system_bus_socket|docker/containerd/containerd)(?:\\.sock)?",
    "docker\\.pid|\\.containerenv|utmp|reboot-required",
  ].join("|")}))?/?$`,
);

const ofEngines = /^\/var\/lib\/(?:docker|containers)(?=\/|$)(?!\/volumes\/)/;
const topFolder = /^\/(?:[^/]*|var\/(?:lib|log|run|tmp|cache|opt|spool))\/?$/;

/** Whether a path is one that every system has, or a folder that says nothing of a place. */
export const isOfSystems = (path: string): boolean =>
  [ofItself, ofConfiguration, ofRunning, ofEngines, topFolder].some((paths) => paths.test(path));
