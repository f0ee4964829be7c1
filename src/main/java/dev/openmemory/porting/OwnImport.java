package dev.openmemory.porting;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.engine.Archive;
import dev.openmemory.engine.Intake;
import dev.openmemory.json.Json;
import dev.openmemory.model.Canonical;
import dev.openmemory.model.InvalidInputException;
import java.io.IOException;

/** Takes in what {@link Export} wrote. For one thread. */
final class OwnImport {

  private final Archive archive;
  private final Intake intake;
  private final Counting counting;
  private boolean embedded;

  OwnImport(Archive archive, Intake intake, Counting counting) {
    this.archive = archive;
    this.intake = intake;
    this.counting = counting;
  }

  /** Whether texts had to be embedded. */
  boolean embedded() {
    return embedded;
  }

  /** Takes all lines. */
  void run(Lines lines) throws IOException {
    byte[] first = lines.next();
    Header header = Header.read(Json.mapper().readTree(first == null ? new byte[0] : first));
    boolean vectors = header.vectors() && header.space().equals(archive.space());
    LineReader reader = new LineReader(vectors ? header.space().dimension() : 0);
    boolean ended = false;
    long read = 0;
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      String place = "line " + lines.number();
      read++;
      try {
        JsonNode node = Source.parse(line, lines.tooLong());
        if (node.path("type").asText().equals(Header.END)) {
          ended = true;
          complete(node, read - 1);
          continue;
        }
        Canonical row = reader.row(node);
        embedded |= row instanceof Canonical.Held held && held.vectors() == null;
        intake.add(row, problem -> counting.refused(place, problem.problem()));
      } catch (InvalidInputException e) {
        counting.refused(place, e.problem());
      }
    }
    if (!ended) {
      counting.refused("the end", "the file ends early: its last line is missing");
    }
    intake.finish();
  }

  private void complete(JsonNode end, long read) {
    long told = end.path("lines").asLong(read);
    if (told != read) {
      counting.refused("the end", "the file had " + told + " lines when it was made, not " + read);
    }
  }
}
