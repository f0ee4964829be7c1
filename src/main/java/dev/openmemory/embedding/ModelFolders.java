package dev.openmemory.embedding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Folders that hold one description per model, of either kind.
 *
 * @param folders where to look, in this order; those that do not exist are passed over
 */
record ModelFolders(List<Path> folders) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final String SUFFIX = ".json";

  /** The ids of all embedding models, or of all re-rankers, sorted. */
  List<String> ids(boolean rerankers) {
    return folders.stream()
        .flatMap(ModelFolders::described)
        .distinct()
        .filter(id -> find(id).filter(DescriptorFile::ofReranker).isPresent() == rerankers)
        .sorted()
        .toList();
  }

  /** The description of that name in the first folder that has one. */
  Optional<Path> find(String id) {
    return !ID.matcher(id).matches()
        ? Optional.empty()
        : folders.stream()
            .map(folder -> folder.resolve(id + SUFFIX))
            .filter(Files::isRegularFile)
            .findFirst();
  }

  private static Stream<String> described(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .toList()
          .stream();
    } catch (IOException | UncheckedIOException e) {
      return Stream.empty();
    }
  }
}
