/** Work on several items at once, in their order. @module */

/**
 * What `work` makes of the items, in their order. So many are worked on at once, also while the caller looks at a result;
 * items are asked for only as they are needed.
 */
export async function* mapAhead<A, B>(
  items: Iterable<A> | AsyncIterable<A>,
  atOnce: number,
  work: (item: A) => Promise<B>,
): AsyncGenerator<B, void, void> {
  const running: Promise<B>[] = [];
  for await (const item of items) {
    const result = work(item);
    // Where an earlier one fails, nobody waits for this one.
    result.catch(() => {});
    running.push(result);
    if (running.length >= atOnce) yield await running.shift() as B;
  }
  while (running.length > 0) yield await running.shift() as B;
}
