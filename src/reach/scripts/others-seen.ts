/**
 * Succeeds where the processes of other users are seen. By hidepid of proc(5) they are not listed, or are listed and cannot
 * be read; then so it is with process 1, whose name everybody may read else.
 */
export const othersSeen = "{ read -r footing_first </proc/1/comm; } 2>/dev/null";
