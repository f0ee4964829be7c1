package dev.openmemory.embedding;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.openmemory.model.MisconfiguredException;
import dev.openmemory.model.UnavailableException;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A loaded model: a session of ONNX Runtime and the tokenizer. Safe to call from any thread. */
final class OnnxModel implements AutoCloseable {

  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String SEGMENTS = "token_type_ids";

  private final ModelDescriptor descriptor;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Tokenizer tokenizer;
  private final String output;

  private OnnxModel(
      ModelDescriptor descriptor,
      OrtEnvironment environment,
      OrtSession session,
      Tokenizer tokenizer,
      String output) {
    this.descriptor = descriptor;
    this.environment = environment;
    this.session = session;
    this.tokenizer = tokenizer;
    this.output = output;
  }

  /**
   * Loads a model.
   *
   * @throws MisconfiguredException if its files cannot be used
   */
  static OnnxModel load(ModelDescriptor descriptor, Optional<Path> nativeCache) {
    Tokenizer tokenizer = tokenizer(descriptor, nativeCache);
    try {
      return load(descriptor, tokenizer, nativeCache);
    } catch (MisconfiguredException e) {
      tokenizer.close();
      throw e;
    }
  }

  private static OnnxModel load(
      ModelDescriptor descriptor, Tokenizer tokenizer, Optional<Path> nativeCache) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      OrtEnvironment environment = OnnxLibrary.environment(nativeCache);
      // one thread per text, and many texts: as fast as batches, and always the same vector
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      // both keep memory between runs that texts of changing length can seldom use again
      options.setCPUArenaAllocator(false);
      options.setMemoryPatternOptimization(false);
      // processors without VNNI saturate in 8-bit products unless told to be exact
      options.addConfigEntry("session.x64quantprecision", "1");
      OrtSession session = environment.createSession(descriptor.modelFile().toString(), options);
      Optional<String> output = tokenVectors(session, descriptor.space().dimension());
      if (output.isEmpty()) {
        session.close();
        throw new MisconfiguredException(
            "The embedding model "
                + descriptor.id()
                + " has no output of "
                + descriptor.space().dimension()
                + " numbers per token",
            "Correct the dimension in the model's description, or take another export of it.");
      }
      return new OnnxModel(descriptor, environment, session, tokenizer, output.get());
    } catch (OrtException e) {
      throw unusable(descriptor, descriptor.modelFile(), e);
    } catch (LinkageError e) {
      throw new MisconfiguredException(
          "ONNX Runtime, which computes embeddings, cannot be loaded on "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch"),
          "Use a 64-bit Linux, macOS on Apple silicon, or Windows on x64.",
          e);
    }
  }

  /** The ids of all tokens of a text. */
  long[] tokens(String text) {
    return tokenizer.encode(text);
  }

  /**
   * The vector of a text, from no more tokens than the model reads.
   *
   * @param tokens the ids of all its tokens
   */
  float[] vector(long[] tokens) {
    long[] read = shorten(tokens, descriptor.maxTokens());
    long[] shape = {1, read.length};
    long[] ones = new long[read.length];
    Arrays.fill(ones, 1);
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      inputs.put(IDS, tensor(read, shape));
      inputs.put(MASK, tensor(ones, shape));
      if (session.getInputNames().contains(SEGMENTS)) {
        inputs.put(SEGMENTS, tensor(new long[read.length], shape));
      }
      try (OrtSession.Result result = session.run(inputs)) {
        OnnxTensor vectors = (OnnxTensor) result.get(output).orElseThrow();
        return toUnitLength(
            descriptor.pooling().pool(vectors.getFloatBuffer(), descriptor.space().dimension()));
      }
    } catch (OrtException e) {
      throw new UnavailableException(
          "The embedding model "
              + descriptor.id()
              + " failed on a text of "
              + read.length
              + " tokens",
          "Try again; if it keeps failing, run openmemory doctor.",
          e);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  @Override
  public void close() {
    tokenizer.close();
    try {
      session.close();
    } catch (OrtException e) {
      throw new UnavailableException(
          "The embedding model " + descriptor.id() + " could not be closed", "Ignore it.", e);
    }
  }

  /** The first tokens and the closing marker. */
  private static long[] shorten(long[] tokens, int most) {
    if (tokens.length <= most) {
      return tokens;
    }
    long[] first = Arrays.copyOf(tokens, most);
    first[most - 1] = tokens[tokens.length - 1];
    return first;
  }

  private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
  }

  private static float[] toUnitLength(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    double length = Math.sqrt(squares);
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (vector[i] / length);
    }
    return vector;
  }

  private static Tokenizer tokenizer(ModelDescriptor descriptor, Optional<Path> nativeCache) {
    Path file = descriptor.tokenizerFile();
    try {
      Optional<Tokenizer> wordPiece = TokenizerFile.read(file).wordPiece();
      return wordPiece.isPresent() ? wordPiece.get() : new LibraryTokenizer(file, nativeCache);
    } catch (IOException e) {
      throw unusable(descriptor, file, e);
    }
  }

  /** The output of shape (texts, tokens, dimension). */
  private static Optional<String> tokenVectors(OrtSession session, int dimension)
      throws OrtException {
    for (Map.Entry<String, NodeInfo> output : session.getOutputInfo().entrySet()) {
      if (output.getValue().getInfo() instanceof TensorInfo tensor) {
        long[] shape = tensor.getShape();
        if (shape.length == 3 && shape[2] == dimension) {
          return Optional.of(output.getKey());
        }
      }
    }
    return Optional.empty();
  }

  private static MisconfiguredException unusable(
      ModelDescriptor descriptor, Path file, Throwable cause) {
    return new MisconfiguredException(
        "The embedding model " + descriptor.id() + " cannot be loaded from " + file,
        "Check that the file is whole and of the kind that the model's description says.",
        cause);
  }
}
