import { neededTools } from "./needed-tools.ts";
import { othersSeen } from "./others-seen.ts";

/**
 * What files and programs of Linux say of how interfaces get their addresses, a line each: `sort<TAB>place<TAB>line`, then
 * `end`. Only lines that speak of interfaces, methods and addresses are taken: the same files hold passwords of networks.
 * Sorts: `denied` (a file that this user may not read), `client` (a DHCP client that runs, some of which give addresses no
 * end), `hidden` (the processes of others, of which one may be such a client), `interfaces` (ifupdown), `networkd`, `link`
 * and `lease` (what systemd-networkd does now), `dhclient`, `netplan`, `ifcfg`, `keyfile` and `nmcli` (NetworkManager),
 * `boot` (what the kernel or its first file system did).
 */
export const addressingScript = `LC_ALL=C
export LC_ALL
${neededTools("grep", "head", "cat")}footing_take() {
  footing_sort=$1 footing_pattern=$2
  shift 2
  for footing_file; do
    [ -f "$footing_file" ] || continue
    if [ ! -r "$footing_file" ]; then printf 'denied\\t%s\\t%s\\n' "$footing_file" "$footing_sort"; continue; fi
    grep -E -- "$footing_pattern" "$footing_file" 2>/dev/null | head -n 400 |
      while IFS= read -r footing_line; do printf '%s\\t%s\\t%s\\n' "$footing_sort" "$footing_file" "$footing_line"; done
  done
}
footing_take interfaces '^[[:space:]]*(iface|address)[[:space:]]' /etc/network/interfaces /etc/network/interfaces.d/* /run/network/interfaces.d/*
footing_take networkd '^[[:space:]]*(\\[[A-Za-z]+\\]|(Name|MACAddress|Address|DHCP)[[:space:]]*=)' \\
  /etc/systemd/network/*.network /run/systemd/network/*.network /usr/lib/systemd/network/*.network
footing_take link '^(NETWORK_FILE|ADMIN_STATE)=' /run/systemd/netif/links/*
footing_take lease '^ADDRESS=' /run/systemd/netif/leases/*
footing_take dhclient '^[[:space:]]*(interface|fixed-address|fixed-address6|iaaddr|expire|lease)[[:space:]]' \\
  /var/lib/dhcp/*.leases /var/lib/dhclient/*.leases /var/lib/dhclient/*.lease /var/lib/NetworkManager/dhclient-*.lease
footing_take netplan '^[[:space:]]*(dhcp[46]:|addresses:|-[[:space:]]*"?[0-9A-Fa-f]+[.:]|[A-Za-z0-9_.-]+:[[:space:]]*$)' \\
  /etc/netplan/*.yaml /run/netplan/*.yaml /lib/netplan/*.yaml
footing_take ifcfg '^[[:space:]]*(DEVICE|BOOTPROTO|IPADDR[0-9]*|IPV6ADDR|IPV6ADDR_SECONDARIES|DHCPV6C|IPV6_AUTOCONF)=' \\
  /etc/sysconfig/network-scripts/ifcfg-* /etc/sysconfig/network/ifcfg-*
footing_take keyfile '^[[:space:]]*(\\[ipv[46]\\]|\\[connection\\]|interface-name=|method=|address[0-9]*=)' \\
  /etc/NetworkManager/system-connections/* /run/NetworkManager/system-connections/*
footing_take boot '^#PROTO: |^(PROTO|DEVICE|IPV4ADDR)=' /proc/net/pnp /run/net-*.conf
for footing_word in $(cat /proc/cmdline 2>/dev/null); do
  case $footing_word in ip=*) printf 'boot\\t/proc/cmdline\\t%s\\n' "$footing_word" ;; esac
done
if command -v nmcli >/dev/null 2>&1; then
  nmcli -t -f UUID,DEVICE connection show --active 2>/dev/null </dev/null | head -n 50 |
    while IFS=: read -r footing_uuid footing_device; do
      footing_said=$(nmcli -g ipv4.method,ipv4.addresses,ipv6.method,ipv6.addresses connection show "$footing_uuid" 2>/dev/null </dev/null | tr '\\n' ';')
      printf 'nmcli\\t%s\\t%s\\n' "$footing_device" "$footing_said"
    done
fi
# Whether a process has ended or is about to: PF_EXITING, 4, of its flags, the seventh word after its name (proc_pid_stat(5)).
footing_ends() {
  footing_stat=''
  read -r footing_stat 2>/dev/null <"$1" || return 0
  set -- \${footing_stat##*\\) }
  [ "$((\${7:-0} & 4))" -ne 0 ]
}
${othersSeen} || printf 'hidden\\t/proc\\tprocesses of others\\n'
footing_network=$(readlink /proc/self/ns/net 2>/dev/null)
for footing_comm in /proc/[0-9]*/comm; do
  footing_name=''
  read -r footing_name 2>/dev/null <"$footing_comm" || continue
  case $footing_name in udhcpc* | dhcpcd | dhclient | connmand | wickedd*) ;; *) continue ;; esac
  # One in another network gives its addresses there. Whose network is not seen may be this one's, unless it is ending:
  # the kernel takes its network from it before it is gone.
  footing_its=$(readlink "\${footing_comm%comm}ns/net" 2>/dev/null)
  [ -n "$footing_its" ] || ! footing_ends "\${footing_comm%comm}stat" || continue
  [ -n "$footing_its" ] && [ "$footing_its" != "$footing_network" ] || printf 'client\t%s\t%s\n' "$footing_name" running
done
echo end
`;
