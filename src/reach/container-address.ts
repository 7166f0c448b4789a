/** `docker://NAME`, taken apart: the name or id of a container. Undefined where the text is none. */
export const parseContainerAddress = (text: string): string | undefined =>
  /^docker:\/\/([A-Za-z0-9][A-Za-z0-9_.-]{0,254})$/.exec(text)?.[1];
