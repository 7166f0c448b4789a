/** Exit codes of the script, by what is wrong with the file. */
export const givenFileExits = { missing: 10, denied: 11, folder: 12, special: 13, broken: 14 } as const;

/**
 * Finds out whether the file `$1` may be read, as `$file`. The kernel's own files are none: reading one may take what
 * others wait for (/proc/kmsg), and none holds what a person wrote. `ls` is asked why a file is not there, since `test`
 * says the same of one that may not be looked at.
 */
export const givenFileCheck = `PATH=/usr/bin:/bin:$PATH
case $1 in /*) file=$1 ;; *) file=./$1 ;; esac
if [ ! -e "$file" ]; then
  words=$(ls -dL -- "$file" 2>&1 >/dev/null)
  case $words in
    *': No such file or directory' | *': Not a directory') exit ${givenFileExits.missing} ;;
    *': Permission denied' | *': Operation not permitted') exit ${givenFileExits.denied} ;;
    *) printf '%s' "\${words##*: }" >&2; exit ${givenFileExits.broken} ;;
  esac
fi
[ ! -d "$file" ] || exit ${givenFileExits.folder}
[ -f "$file" ] || exit ${givenFileExits.special}
[ -r "$file" ] || exit ${givenFileExits.denied}
real=$(readlink -f -- "$file" 2>/dev/null) || real=$file
case $real in /dev/shm/*) ;; /proc/* | /sys/* | /dev/*) exit ${givenFileExits.special} ;; esac
`;

/** Prints the first `$2` bytes of the file `$1`. What may hang (a FIFO, a device, a dead mount) hangs here, in a child. */
export const givenFileScript = `${givenFileCheck}exec head -c "$2" <"$file"
`;
