/**
 * Prints the first executable file of a name on PATH, as execvp(3) would find it; 1 if there is none. `command -v` is
 * not asked, since it answers for what is built into the shell too.
 */
export const whichScript = `set -f
IFS=:
for folder in $PATH; do
  file=\${folder:-.}/$1
  if [ -f "$file" ] && [ -x "$file" ]; then
    printf '%s' "$file"
    exit 0
  fi
done
exit 1
`;
