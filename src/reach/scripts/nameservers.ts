/**
 * Asks the nameservers of /etc/resolv.conf, the first three, by packets that are made there: `sh` has none, so Perl or
 * Python does it, whichever is there. `$1` seconds that it may take; then pairs of a type's number and a name, of which
 * `LABEL.*` stands for LABEL in each domain of the search list. Prints `settings<TAB>COUNT<TAB>DOMAIN…`, how many
 * nameservers are named and the search list, and `asked<TAB>SERVER<TAB>NAME<TAB>NUMBER<TAB>WHAT`
 * for each, WHAT being the answer in hexadecimal, `silent`, `refused` or `unreachable`; `end` at last. Nothing is
 * understood there but which packet answers which question: the same reader as on this host reads what it says.
 *
 * Neither program may hold a single quote, since they stand between such.
 */
const perl = `
use strict; use Socket qw(:all);
$| = 1;
my ($limit, @wanted) = @ARGV;
my $began = time;
my (@servers, @search);
if (open my $file, "<", "/etc/resolv.conf") {
  while (my $line = <$file>) {
    chomp $line;
    my ($key, @values) = split /[ \\t\\r]+/, $line, -1;
    next unless defined $key && @values && $values[0] ne "";
    if ($key eq "nameserver" && @servers < 3 && place($values[0])) { push @servers, $values[0] }
    if ($key eq "search") { @search = @values }
    if ($key eq "domain") { @search = ($values[0]) }
  }
}
@search = grep { length $_ < 254 && /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?$/ } map { s/\\.$//; $_ } @search;
@search = @search[0 .. 5] if @search > 6;
print join("\\t", "settings", scalar @servers, @search), "\\n";
@servers = ("127.0.0.1") unless @servers;
sub place {
  my ($error, $found) = getaddrinfo($_[0], "53", { flags => AI_NUMERICHOST, socktype => SOCK_DGRAM });
  return $error ? undef : $found;
}
my @names;
while (@wanted) {
  my ($type, $name) = splice @wanted, 0, 2;
  if ($name =~ /^(.*)\\.\\*$/) { push @names, map { [$type, "$1.$_"] } grep { length("$1.$_") < 254 } @search }
  else { push @names, [$type, $name] }
}
my @asked;
for my $server (@servers) {
  for my $pair (@names) {
    my ($type, $name) = @$pair;
    my $question = join("", map { pack "C/a", $_ } split /\\./, $name) . pack "Cnn", 0, $type, 1;
    my $random = unpack "n", random();
    push @asked, { server => $server, name => $name, type => $type, question => $question, id => $random, edns => 1 };
  }
}
sub random {
  my $bytes = "";
  if (open my $file, "<:raw", "/dev/urandom") { sysread $file, $bytes, 2 }
  return length $bytes == 2 ? $bytes : pack "n", int rand 65536;
}
sub message {
  my $one = shift;
  my $edns = $one->{edns};
  return pack("n6", $one->{id}, 0x0100, 1, 0, 0, $edns) . $one->{question} . ($edns ? pack "CnnNn", 0, 41, 1232, 0, 0 : "");
}
sub answers {
  my ($one, $bytes) = @_;
  return 0 if length $bytes < 12;
  my ($id, $flags, $count) = unpack "n3", $bytes;
  return 0 if $id != $one->{id} || !($flags & 0x8000);
  return ($flags & 15) != 0 if $count == 0;
  return lc(substr $bytes, 12, length $one->{question}) eq lc $one->{question};
}
sub over { my ($one, $what) = @_; $one->{what} = $what; close $one->{socket} if $one->{socket}; delete $one->{socket} }
sub broken { return $!{ECONNREFUSED} ? "refused" : "unreachable" }
sub said { my ($one) = @_; send($one->{socket}, message($one), 0) or over($one, broken()) }
for my $one (@asked) {
  my $to = place($one->{server});
  socket(my $socket, $to->{family}, SOCK_DGRAM, 0) or do { over($one, "unreachable"); next };
  $one->{socket} = $socket;
  connect($socket, $to->{addr}) or do { over($one, broken()); next };
  said($one);
}
my @again = (1, 3);
while (my @open = grep { $_->{socket} } @asked) {
  my $past = time - $began;
  last if $past >= $limit;
  if (@again && $past >= $again[0]) {
    shift @again;
    for my $one (@open) { $one->{edns} = 0 unless @again; said($one) }
    next;
  }
  my $ready = "";
  vec($ready, fileno $_->{socket}, 1) = 1 for @open;
  next unless select(my $now = $ready, undef, undef, 0.25) > 0;
  for my $one (@open) {
    next unless $one->{socket} && vec $now, fileno $one->{socket}, 1;
    my $bytes;
    if (!defined recv $one->{socket}, $bytes, 65535, 0) { over($one, broken()); next }
    next unless answers($one, $bytes);
    my $flags = unpack "x2n", $bytes;
    if ($one->{edns} && (($flags & 15) == 1 || ($flags & 15) == 4)) { $one->{edns} = 0; said($one) }
    else { over($one, $flags & 0x0200 ? "cut" : unpack "H*", $bytes) }
  }
}
for my $one (grep { $_->{what} && $_->{what} eq "cut" } @asked) {
  my $left = $limit - (time - $began);
  $one->{what} = "silent";
  next if $left < 1;
  my $to = place($one->{server});
  my $bytes = "";
  eval {
    local $SIG{ALRM} = sub { die "late" };
    alarm $left;
    socket(my $socket, $to->{family}, SOCK_STREAM, 0) or die;
    connect($socket, $to->{addr}) or do { $one->{what} = broken(); die };
    my $message = message($one);
    syswrite $socket, pack("n", length $message) . $message;
    while (length $bytes < 2 || length $bytes < 2 + unpack "n", $bytes) { sysread($socket, $bytes, 65537, length $bytes) or die }
    alarm 0;
  };
  alarm 0;
  $one->{what} = unpack "H*", substr $bytes, 2 if length $bytes > 2 && answers($one, substr $bytes, 2);
}
print join("\\t", "asked", $_->{server}, $_->{name}, $_->{type}, $_->{what} // "silent"), "\\n" for @asked;
print "end\\n";
`;

const python = `
import os, re, select, socket, struct, sys, time
limit, wanted = int(sys.argv[1]), sys.argv[2:]
began = time.monotonic()
servers, search = [], []
def place(server, kind=socket.SOCK_DGRAM):
    try: return socket.getaddrinfo(server, 53, 0, kind, 0, socket.AI_NUMERICHOST)[0]
    except (OSError, UnicodeError): return None
try:
    lines = open("/etc/resolv.conf", encoding="latin-1").read().split("\\n")
except OSError:
    lines = []
for line in lines:
    key, *values = re.split("[ \\t\\r]+", line)
    if not values or values[0] == "": continue
    if key == "nameserver" and len(servers) < 3 and place(values[0]): servers.append(values[0])
    if key == "search": search = values
    if key == "domain": search = values[:1]
search = [re.sub("[.]$", "", one) for one in search]
search = [one for one in search if len(one) < 254 and re.match("^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$", one)][:6]
print("settings", len(servers), *search, sep="\\t")
names = []
for kind, name in zip(wanted[::2], wanted[1::2]):
    if name.endswith(".*"): names += [(kind, name[:-1] + one) for one in search if len(name[:-1] + one) < 254]
    else: names.append((kind, name))
class Asked:
    def __init__(self, server, kind, name):
        self.server, self.kind, self.name, self.edns, self.what, self.socket = server, kind, name, 1, None, None
        labels = b"".join(bytes([len(one)]) + one.encode("latin-1") for one in name.split("."))
        self.question = labels + struct.pack("!BHH", 0, int(kind), 1)
        self.id = struct.unpack("!H", os.urandom(2))[0]
    def message(self):
        more = struct.pack("!BHHIH", 0, 41, 1232, 0, 0) if self.edns else b""
        return struct.pack("!6H", self.id, 0x0100, 1, 0, 0, self.edns) + self.question + more
    def answers(self, got):
        if len(got) < 12: return False
        number, flags, count = struct.unpack("!3H", got[:6])
        if number != self.id or not flags & 0x8000: return False
        return flags & 15 != 0 if count == 0 else got[12:12 + len(self.question)].lower() == self.question.lower()
    def over(self, what):
        self.what = what
        if self.socket: self.socket.close()
        self.socket = None
    def broken(self, error): self.over("refused" if isinstance(error, ConnectionRefusedError) else "unreachable")
    def say(self):
        try: self.socket.send(self.message())
        except OSError as error: self.broken(error)
asked = [Asked(server, kind, name) for server in servers or ["127.0.0.1"] for kind, name in names]
for one in asked:
    to = place(one.server)
    try:
        one.socket = socket.socket(to[0], socket.SOCK_DGRAM)
        one.socket.connect(to[4])
    except OSError as error:
        one.broken(error)
        continue
    one.say()
again = [1, 3]
while True:
    pending = [one for one in asked if one.socket]
    past = time.monotonic() - began
    if not pending or past >= limit: break
    if again and past >= again[0]:
        again.pop(0)
        for one in pending:
            one.edns = one.edns if again else 0
            one.say()
        continue
    ready = select.select([one.socket for one in pending], [], [], 0.25)[0]
    for one in pending:
        if one.socket not in ready: continue
        try: got = one.socket.recv(65535)
        except OSError as error:
            one.broken(error)
            continue
        if not one.answers(got): continue
        flags = struct.unpack("!H", got[2:4])[0]
        if one.edns and flags & 15 in (1, 4):
            one.edns = 0
            one.say()
        else: one.over("cut" if flags & 0x0200 else got.hex())
for one in asked:
    if one.what != "cut": continue
    one.what = "silent"
    left = limit - (time.monotonic() - began)
    if left < 1: continue
    to = place(one.server, socket.SOCK_STREAM)
    got = b""
    try:
        with socket.socket(to[0], socket.SOCK_STREAM) as stream:
            stream.settimeout(left)
            stream.connect(to[4])
            stream.sendall(struct.pack("!H", len(one.message())) + one.message())
            while len(got) < 2 or len(got) < 2 + struct.unpack("!H", got[:2])[0]:
                more = stream.recv(65537)
                if not more or time.monotonic() - began > limit: break
                got += more
    except socket.timeout: pass
    except OSError as error: one.broken(error)
    if one.answers(got[2:]): one.what = got[2:].hex()
for one in asked: print("asked", one.server, one.name, one.kind, one.what or "silent", sep="\\t")
print("end")
`;

/** Exit code where there is neither Perl nor Python. */
export const noProgram = 20;

export const nameserversScript = `perl='${perl}'
python='${python}'
if perl -MSocket=getaddrinfo -e 1 2>/dev/null; then exec perl -e "$perl" "$@"; fi
for program in python3 /usr/libexec/platform-python; do
  if "$program" -c 'import sys; sys.exit(sys.version_info < (3, 6))' 2>/dev/null; then exec "$program" -c "$python" "$@"; fi
done
exit ${noProgram}
`;
