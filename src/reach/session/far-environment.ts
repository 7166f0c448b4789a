/**
 * Variables of the user there that change what programs print, so that it would be read as something else. GREP_OPTIONS
 * alone (GNU grep before 3.6, that of macOS) makes no line of a table of sockets one. TMOUT ends a `read` of bash.
 */
const misleading = [
  "GREP_OPTIONS GREP_COLOR GREP_COLORS",
  // df(1), du(1), ls(1) and stat(1): units, columns, quotes, dates and colours.
  "BLOCK_SIZE BLOCKSIZE DF_BLOCK_SIZE DU_BLOCK_SIZE LS_BLOCK_SIZE",
  "QUOTING_STYLE TIME_STYLE TABSIZE COLUMNS LS_COLORS LSCOLORS CLICOLOR CLICOLOR_FORCE",
  "SYSTEMD_COLORS SYSTEMD_URLIFY PS_FORMAT PS_PERSONALITY CMD_ENV I_WANT_A_BROKEN_PS",
  // awk(1), gzip(1), perl(1), python(1), the older options of coreutils, and the older programs of macOS.
  "AWKPATH AWKLIBPATH GZIP PERL5OPT PERL5DB PERL_UNICODE PYTHONINSPECT",
  "_POSIX2_VERSION COMMAND_MODE",
  "TMOUT CDPATH POSIXLY_CORRECT",
].join(" ");

/**
 * What a far shell, and a script that is carried, does with its environment first of all. Options and functions that
 * bash takes from there would change what is done, too. Only what is set is unset: one that may not be would end some
 * shells. POSIXLY_CORRECT is the mode of bash itself where that is `sh`, so it is taken back.
 */
export const environmentWords = `set +e +f +u +x +v +C
LC_ALL=C LANG=C
export LC_ALL LANG
footing_posix=\${POSIXLY_CORRECT+set}
if [ -n "$BASH_VERSION" ]; then
  shopt -u failglob nullglob nocaseglob nocasematch dotglob xpg_echo
  for footing_name in $(declare -F); do
    case $footing_name in declare | -* | footing_*) ;; *) unset -f "$footing_name" ;; esac
  done
else
  footing_posix=''
fi
for footing_name in ${misleading}; do
  eval "[ -n \\"\\\${$footing_name+set}\\" ]" || continue
  if (unset "$footing_name") 2>&-; then unset "$footing_name"; fi
done
[ -z "$footing_posix" ] || set -o posix
`;
