export const repeat = (text: string, times: number): string => text.repeat(times);
