package dev.openmemory.cli;

import dev.openmemory.clients.Client;
import dev.openmemory.clients.ClientFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code openmemory uninstall}. */
@Command(
    name = "uninstall",
    description = "Take the memory out of the configuration of an MCP client.",
    footer = {
      "",
      "Where nothing else was changed since, the file is afterwards what it was before 'install'.",
      "",
      "  openmemory uninstall cursor"
    })
final class UninstallCommand implements Callable<Integer> {

  private final Context context;

  @Mixin CommonOptions common = new CommonOptions();
  @Mixin ClientOptions where = new ClientOptions();

  @Parameters(index = "0", paramLabel = "CLIENT", description = "Which client.")
  String client = "";

  UninstallCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Client chosen = Client.ofKey(client);
    ClientFile file = where.file(context, chosen);
    return where.made(context, common.json, chosen, file, file.uninstall(), null, "uninstall");
  }
}
