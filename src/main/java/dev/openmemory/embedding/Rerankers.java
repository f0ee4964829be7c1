package dev.openmemory.embedding;

import dev.openmemory.model.MisconfiguredException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The catalogue of re-rankers: the folders that hold the embedding models hold them too. */
public final class Rerankers {

  private Rerankers() {}

  /**
   * The ids of all re-rankers that the folders describe, sorted; their files need not be there.
   *
   * @param folders those that do not exist are passed over
   */
  public static List<String> ids(List<Path> folders) {
    return new ModelFolders(folders).ids(true);
  }

  /**
   * The first by id of which the description and both files are there.
   *
   * @param folders where to look, in this order
   * @throws MisconfiguredException if a description cannot be used
   */
  public static Optional<RerankerDescriptor> installed(List<Path> folders) {
    ModelFolders models = new ModelFolders(folders);
    return models.ids(true).stream()
        .flatMap(id -> models.find(id).stream())
        .map(RerankerDescriptor::read)
        .filter(RerankerDescriptor::installed)
        .findFirst();
  }

  /**
   * Finds a re-ranker.
   *
   * @param folders where to look, in this order
   * @throws MisconfiguredException if no folder describes it, or one of its files is missing
   */
  public static RerankerDescriptor find(List<Path> folders, String id) {
    RerankerDescriptor found =
        new ModelFolders(folders)
            .find(id)
            .filter(DescriptorFile::ofReranker)
            .map(RerankerDescriptor::read)
            .orElseThrow(
                () ->
                    new MisconfiguredException(
                        "No re-ranker is called " + id + " in " + folders,
                        "The re-rankers there are "
                            + ids(folders)
                            + "; set one of them, or describe yours, or set none."));
    if (!found.id().equals(id)) {
      throw new MisconfiguredException(
          "The description of the re-ranker " + id + " names another id, " + found.id(),
          "Name the file after the id.");
    }
    if (!found.installed()) {
      throw new MisconfiguredException(
          "The re-ranker "
              + id
              + " lacks one of its files, "
              + found.modelFile()
              + " and "
              + found.tokenizerFile(),
          "Put them there, or set the re-ranker to none. Their source: " + found.source());
    }
    return found;
  }

  /**
   * A re-ranker, ready for use. Nothing is loaded before the first question.
   *
   * @param nativeCache the folder that native libraries are unpacked into once, and kept; made when
   *     needed
   */
  public static Reranker open(RerankerDescriptor model, Path nativeCache) {
    return new OnnxReranker(model, Optional.of(nativeCache));
  }
}
