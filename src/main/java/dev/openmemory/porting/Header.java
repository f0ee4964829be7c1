package dev.openmemory.porting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.model.EmbeddingSpace;
import dev.openmemory.model.InvalidInputException;

/**
 * The first line of an export.
 *
 * @param version of the product that wrote it
 * @param space of the embeddings
 * @param vectors whether the embeddings are told
 */
record Header(String version, EmbeddingSpace space, boolean vectors) {

  /** The type of the first line, by which an export is known. */
  static final String TYPE = "openmemory";

  /** The type of the last line. */
  static final String END = "end";

  /** The format that is written, and the newest that is read. */
  static final int FORMAT = 1;

  ObjectNode line() {
    return LineWriter.typed(TYPE)
        .put("format", FORMAT)
        .put("version", version)
        .put("model", space.model())
        .put("dimension", space.dimension())
        .put("vectors", vectors);
  }

  /**
   * What a first line says.
   *
   * @throws InvalidInputException if its format is newer than {@link #FORMAT}
   */
  static Header read(JsonNode line) {
    int format = Members.number(line, "format");
    if (format < 1 || format > FORMAT) {
      throw new InvalidInputException(
          "the export has format " + format + "; this version of openmemory reads up to " + FORMAT,
          "Update openmemory, and import it then.");
    }
    int dimension = Members.number(line, "dimension");
    if (dimension < 1) {
      throw Members.wrong("dimension", "is too small");
    }
    return new Header(
        Members.text(line, "version"),
        new EmbeddingSpace(Members.text(line, "model"), dimension),
        line.path("vectors").asBoolean());
  }
}
