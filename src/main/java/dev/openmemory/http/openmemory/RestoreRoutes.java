package dev.openmemory.http.openmemory;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Engine;
import dev.openmemory.http.Answer;
import dev.openmemory.http.Call;
import dev.openmemory.http.Method;
import dev.openmemory.http.Routes;
import dev.openmemory.http.Upload;
import dev.openmemory.http.rest.RefusedException;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Scope;
import dev.openmemory.porting.FirstRefusals;
import dev.openmemory.porting.Import;
import dev.openmemory.porting.ImportOptions;
import dev.openmemory.porting.ImportReport;
import dev.openmemory.porting.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Locale;

/** Takes OpenMemory's zip in, for one user. */
final class RestoreRoutes {

  /** The largest form with a zip, in bytes: 1 GiB. */
  private static final long MOST = 1L << 30;

  /** So many refusals are told one by one. */
  private static final int TOLD = 20;

  private final Engine engine;
  private final Asking asking;

  RestoreRoutes(Engine engine, Asking asking) {
    this.engine = engine;
    this.asking = asking;
  }

  void on(Routes.Builder table) {
    table.streaming(Method.POST, "/api/v1/backup/import", MOST, Asking.guarded(this::importBackup));
  }

  private Answer importBackup(Call call) {
    asking.caller();
    ImportOptions.Taking taking =
        switch (call.query("mode").orElse("overwrite")) {
          case "overwrite" -> ImportOptions.Taking.FOR_USER_ANEW;
          case "skip" -> ImportOptions.Taking.FOR_USER;
          default ->
              throw RefusedException.detail(400, "Invalid mode. Must be 'skip' or 'overwrite'.");
        };
    try (Upload form = call.upload()) {
      String user =
          form.field("user_id")
              .filter(text -> !text.isBlank())
              .orElseThrow(
                  () ->
                      new InvalidInputException(
                          "user_id is missing", "Say whose the memories become."));
      Upload.Sent file =
          form.file("file")
              .orElseThrow(
                  () -> new InvalidInputException("file is missing", "Send the zip as 'file'."));
      if (!file.name().toLowerCase(Locale.ROOT).endsWith(".zip")) {
        throw RefusedException.detail(400, "Expected a zip file.");
      }
      return taken(file, user, taking);
    } catch (IOException e) {
      throw new InvalidInputException(
          "the zip cannot be read (" + e.getMessage() + ")", "Send it again.", e);
    }
  }

  private Answer taken(Upload.Sent file, String user, ImportOptions.Taking taking)
      throws IOException {
    ImportOptions options =
        new ImportOptions(Scope.user(user), true, false, file.length(), Instant.now(), taking);
    FirstRefusals refusals = new FirstRefusals(TOLD);
    try (InputStream zip = file.open()) {
      ImportReport report = Import.run(engine, zip, options, Progress.NONE, refusals);
      ObjectNode node =
          JsonNodeFactory.instance
              .objectNode()
              .put("message", "Import completed into user \"" + user + "\"")
              .put("added", report.memories().added())
              .put("known", report.memories().known())
              .put("refused", report.refused());
      var told = node.putArray("refusals");
      refusals.kept().forEach(one -> told.add(one.place() + ": " + one.problem()));
      return Answer.json(node);
    } catch (InvalidInputException e) {
      throw RefusedException.detail(400, e.advice());
    }
  }
}
