/** What the server asks of a client. A client may refuse, or not know the request; the server goes on without an answer. */
import type { Connection } from 'vscode-languageserver/node';

/** Waits for nothing; what a client refuses is written to the log. @param otherwise called then */
export function attempt(
  connection: Connection,
  request: Promise<unknown>,
  otherwise: () => void = () => {},
): void {
  request.catch((error: Error) => {
    connection.console.log(`A request was refused: ${error.message}`);
    otherwise();
  });
}
