/**
 * A function for scripts that find out where a name leads: `footing_refuses ADDRESS` succeeds for what `isRefusedAddress`
 * (facts/addresses.ts) refuses, as getent(1) writes addresses. Of a network's own NAT64 (RFC 8215), which lays IPv4 out in
 * four ways, it refuses a few more.
 */
export const refusesInShell = `footing_refuses() {
  case $1 in
    169.254.* | *:169.254.* | 168.63.129.16 | *:168.63.129.16 | 100.100.100.200 | *:100.100.100.200 | 192.0.0.192 | *:192.0.0.192) ;;
    fe[89ab]?:* | fd00:ec2::254 | fd20:ce::254) ;;
    2002:a9fe:* | 2002:a83f:8110:* | 2002:6464:64c8:* | 2002:c000:c0:*) ;;
    ::a9fe:* | ::a83f:8110 | ::6464:64c8 | ::c000:c0) ;;
    64:ff9b::a9fe:* | 64:ff9b::a83f:8110 | 64:ff9b::6464:64c8 | 64:ff9b::c000:c0) ;;
    64:ff9b:1:*a9fe* | 64:ff9b:1:*a9:fe* | 64:ff9b:1:*a83f* | 64:ff9b:1:*a8:3f*) ;;
    64:ff9b:1:*6464* | 64:ff9b:1:*64:64* | 64:ff9b:1:*c0*c0*) ;;
    *) return 1 ;;
  esac
}
`;
