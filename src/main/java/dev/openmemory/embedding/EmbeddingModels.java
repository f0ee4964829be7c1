package dev.openmemory.embedding;

import dev.openmemory.model.MisconfiguredException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The catalogue of embedding models: folders that hold one description per model. */
public final class EmbeddingModels {

  /** The id of the model that comes with the program. */
  public static final String DEFAULT = "bge-small-en-v1.5-q";

  private static final String SUFFIX = ".json";

  private EmbeddingModels() {}

  /**
   * The folder {@code models} that came with the program: beside its archive, or at the root of the
   * checkout it was built in. Absent when the classes stand somewhere else.
   */
  public static Optional<Path> builtIn() {
    CodeSource source = EmbeddingModels.class.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return Optional.empty();
    }
    try {
      return Stream.iterate(
              Path.of(source.getLocation().toURI()).getParent(),
              folder -> folder != null,
              folder -> folder.getParent())
          .limit(2)
          .map(folder -> folder.resolve("models"))
          .filter(folder -> Files.exists(folder.resolve(DEFAULT + SUFFIX)))
          .findFirst();
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The ids of all models that the folders describe, sorted.
   *
   * @param folders those that do not exist are passed over
   */
  public static List<String> ids(List<Path> folders) {
    return new ModelFolders(folders).ids(false);
  }

  /**
   * Finds a model.
   *
   * @param folders where to look, in this order
   * @throws MisconfiguredException if no folder describes it, or one of its files is missing
   */
  public static ModelDescriptor find(List<Path> folders, String id) {
    ModelDescriptor model =
        new ModelFolders(folders)
            .find(id)
            .map(ModelDescriptor::read)
            .orElseThrow(() -> unknown(folders, id));
    if (!model.id().equals(id)) {
      throw new MisconfiguredException(
          "The description of the embedding model " + id + " names another id, " + model.id(),
          "Name the file after the id.");
    }
    for (Path file : List.of(model.modelFile(), model.tokenizerFile())) {
      if (!Files.isReadable(file)) {
        throw missing(model, file);
      }
    }
    return model;
  }

  /** The library that runs models, with its version, such as {@code ONNX Runtime 1.22.0}. */
  public static String runtime() {
    return "ONNX Runtime " + OnnxLibrary.version();
  }

  /**
   * A model, ready for use. Nothing is loaded before the first text; the native library is unpacked
   * into a temporary folder at every start.
   */
  public static Embedder open(ModelDescriptor model) {
    return new OnnxEmbedder(model, Optional.empty());
  }

  /**
   * A model, ready for use. Nothing is loaded before the first text.
   *
   * @param nativeCache the folder that native libraries are unpacked into once, and kept; made when
   *     needed
   */
  public static Embedder open(ModelDescriptor model, Path nativeCache) {
    return new OnnxEmbedder(model, Optional.of(nativeCache));
  }

  private static MisconfiguredException unknown(List<Path> folders, String id) {
    return new MisconfiguredException(
        "No embedding model is called " + id + " in " + folders,
        "The models there are " + ids(folders) + "; set one of them, or describe yours.");
  }

  private static MisconfiguredException missing(ModelDescriptor model, Path file) {
    String remedy =
        model.id().equals(DEFAULT)
            ? "In a checkout, delete the folder "
                + file.getParent()
                + " and build again; otherwise unpack the distribution again."
            : "Put it there. Its source: " + model.source();
    return new MisconfiguredException(
        "The embedding model " + model.id() + " lacks its file " + file, remedy);
  }
}
