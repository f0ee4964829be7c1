package dev.openmemory.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Path;

/**
 * A process that starts a server on standard input and output, as an editor does, prints the
 * server's process id and its first answer, and then waits to be killed.
 */
final class ClientProcess {

  private ClientProcess() {}

  /** Takes the folder of the server's files. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Process server = Product.stdioServer(Path.of(arguments[0]));
    PrintStream out = System.out;
    out.println(server.pid());
    try (Writer toServer = server.outputWriter();
        BufferedReader fromServer = server.inputReader()) {
      toServer.write(
          """
          {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
          "capabilities":{},"clientInfo":{"name":"editor","version":"1"}}}
          """);
      toServer.flush();
      out.println(fromServer.readLine());
      server.waitFor();
    }
  }
}
