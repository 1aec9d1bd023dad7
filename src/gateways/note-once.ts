/** Passes a sentence on the first time that it is said: a part that is read for several routes says it for each. */
export function noteOnce(onNote: ((sentence: string) => void) | undefined): (sentence: string) => void {
  const noted = new Set<string>();
  return (sentence) => {
    if (noted.has(sentence)) return;
    noted.add(sentence);
    onNote?.(sentence);
  };
}
