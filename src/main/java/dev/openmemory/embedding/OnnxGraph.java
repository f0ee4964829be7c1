package dev.openmemory.embedding;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.openmemory.model.MisconfiguredException;
import dev.openmemory.model.UnavailableException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A session of ONNX Runtime over a graph that reads tokens. One run reads one text, or one pair of
 * texts, on one thread. Safe to call from any thread.
 */
final class OnnxGraph implements AutoCloseable {

  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String SEGMENTS = "token_type_ids";

  private final String what;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Set<String> inputs;
  private final Map<String, long[]> outputs;

  private OnnxGraph(String what, OrtEnvironment environment, OrtSession session)
      throws OrtException {
    this.what = what;
    this.environment = environment;
    this.session = session;
    this.inputs = session.getInputNames();
    this.outputs = new LinkedHashMap<>();
    for (Map.Entry<String, NodeInfo> output : session.getOutputInfo().entrySet()) {
      if (output.getValue().getInfo() instanceof TensorInfo tensor) {
        outputs.put(output.getKey(), tensor.getShape());
      }
    }
  }

  /**
   * Loads a graph.
   *
   * @param what the model, for people, such as {@code embedding model x}
   * @throws MisconfiguredException if the file cannot be used
   */
  static OnnxGraph load(String what, Path file, Optional<Path> nativeCache) {
    try {
      // before anything else of the runtime: whatever is first loads the native library
      OrtEnvironment environment = OnnxLibrary.environment(nativeCache);
      return load(what, file, environment);
    } catch (OrtException e) {
      throw unusable(what, file, e);
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

  private static OnnxGraph load(String what, Path file, OrtEnvironment environment)
      throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      // one thread per text, and many texts: as fast as batches, and always the same result
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      // both keep memory between runs that texts of changing length can seldom use again
      options.setCPUArenaAllocator(false);
      options.setMemoryPatternOptimization(false);
      // processors without VNNI saturate in 8-bit products unless told to be exact
      options.addConfigEntry("session.x64quantprecision", "1");
      return new OnnxGraph(what, environment, environment.createSession(file.toString(), options));
    }
  }

  /** The shape of each output that is a tensor, in order; −1 where it is not fixed. */
  Map<String, long[]> outputs() {
    return outputs;
  }

  /**
   * Runs the graph.
   *
   * @param ids the tokens to read
   * @param segments which text each belongs to, if the graph wants to know
   * @param output which output is read
   * @param reading makes the result of its numbers
   */
  <T> T run(long[] ids, long[] segments, String output, Function<FloatBuffer, T> reading) {
    long[] ones = new long[ids.length];
    Arrays.fill(ones, 1);
    Map<String, OnnxTensor> given = new HashMap<>();
    try {
      give(given, IDS, ids);
      give(given, MASK, ones);
      give(given, SEGMENTS, segments);
      try (OrtSession.Result result = session.run(given)) {
        return reading.apply(((OnnxTensor) result.get(output).orElseThrow()).getFloatBuffer());
      }
    } catch (OrtException e) {
      throw new UnavailableException(
          "The " + what + " failed on a text of " + ids.length + " tokens",
          "Try again; if it keeps failing, run openmemory doctor.",
          e);
    } finally {
      given.values().forEach(OnnxTensor::close);
    }
  }

  private void give(Map<String, OnnxTensor> given, String name, long[] values) throws OrtException {
    if (inputs.contains(name)) {
      long[] shape = {1, values.length};
      given.put(name, OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape));
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new UnavailableException("The " + what + " could not be closed", "Ignore it.", e);
    }
  }

  static MisconfiguredException unusable(String what, Path file, Throwable cause) {
    return new MisconfiguredException(
        "The " + what + " cannot be loaded from " + file,
        "Check that the file is whole and of the kind that the model's description says.",
        cause);
  }
}
