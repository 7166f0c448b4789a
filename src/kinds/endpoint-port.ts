/** A port from 1 to 65535, as a part of a pattern. */
export const portPattern = "6553[0-5]|655[0-2]\\d|65[0-4]\\d\\d|6[0-4]\\d{3}|[1-5]\\d{4}|[1-9]\\d{0,3}";
