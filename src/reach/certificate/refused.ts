import { BlockList, isIPv6 } from "node:net";

/**
 * Addresses that nothing is sent to: link-local ones, among which clouds keep what their machines may know of themselves
 * (169.254.169.254), and the other places of that sort (Alibaba, Azure, Oracle, AWS over IPv6). IPv4 that is written as
 * IPv6 is checked as IPv4.
 */
const refused = new BlockList();
refused.addSubnet("169.254.0.0", 16, "ipv4");
refused.addAddress("100.100.100.200", "ipv4");
refused.addAddress("168.63.129.16", "ipv4");
refused.addAddress("192.0.0.192", "ipv4");
refused.addSubnet("fe80::", 10, "ipv6");
refused.addAddress("fd00:ec2::254", "ipv6");

export const isRefusedAddress = (address: string): boolean => refused.check(address, isIPv6(address) ? "ipv6" : "ipv4");
