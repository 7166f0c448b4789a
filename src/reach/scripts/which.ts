/**
 * Prints for each name the first executable file of it on PATH, as execvp(3) would find it, a line each; an empty line
 * where there is none, and `end` at last. `command -v` is not asked, since it answers for what is built into the shell too.
 */
export const whichScript = `set -f
find_on_path() {
  rest=$PATH:
  while [ -n "$rest" ]; do
    folder=\${rest%%:*}
    rest=\${rest#*:}
    file=\${folder:-.}/$1
    if [ -f "$file" ] && [ -x "$file" ]; then
      printf '%s\\n' "$file"
      return
    fi
  done
  printf '\\n'
}
for name in "$@"; do find_on_path "$name"; done
printf 'end\\n'
`;
