/**
 * Who listens on a port of this host to be visited, or visits what listens there, does so alone: nobody takes another's
 * listener for somebody who holds the port.
 */
export class PortsInTurn {
  readonly #last = new Map<number, Promise<unknown>>();

  /** Acts when all who came before for one of these ports are done, whatever became of them. */
  async take<T>(ports: readonly number[], act: () => Promise<T>): Promise<T> {
    const acting = Promise.all(ports.map(async (port) => await this.#last.get(port))).then(act);
    const ended = Promise.allSettled([acting]);
    for (const port of ports) this.#last.set(port, ended);
    return await acting;
  }
}
