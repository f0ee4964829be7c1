package dev.openmemory.embedding;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes small ONNX graphs: the few messages of the format that a test needs, in the wire form of
 * protocol buffers. Field numbers are those of {@code onnx.proto3}.
 */
final class TinyGraph {

  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  private final ByteArrayOutputStream graph = new ByteArrayOutputStream();

  /**
   * A cross-encoder whose one number is how many of a text's tokens the question has too, [SEP]
   * included, less what is asked for.
   *
   * @param less taken off
   */
  static byte[] overlap(float less) {
    return counting(less).output("logits", 1).bytes();
  }

  /** The same as two classes: the first always 0, the second that number. */
  static byte[] overlapClasses(float less) {
    TinyGraph graph = counting(less).constant("zero", 0, 1, 1);
    graph.node("Concat", "classes", attribute("axis", 1), "zero", "logits");
    return graph.output("classes", 2).bytes();
  }

  /** A graph of the same inputs with no output but the ids it was given. */
  static byte[] echo() {
    TinyGraph graph = new TinyGraph().input("input_ids");
    graph.node("Cast", "echo", attribute("to", FLOAT), "input_ids");
    return graph.output("echo", -1).bytes();
  }

  private static TinyGraph counting(float less) {
    TinyGraph graph =
        new TinyGraph().input("input_ids").input("attention_mask").input("token_type_ids");
    graph.constant("one", 1, 1, 1).constant("less", less, 1, 1);
    graph.node("Transpose", "column", new byte[0], "input_ids");
    graph.node("Equal", "equal", new byte[0], "input_ids", "column");
    graph.node("Cast", "same", attribute("to", FLOAT), "equal");
    graph.node("Cast", "mask", attribute("to", FLOAT), "attention_mask");
    graph.node("Cast", "second", attribute("to", FLOAT), "token_type_ids");
    graph.node("Sub", "first", new byte[0], "one", "second");
    graph.node("Mul", "told", new byte[0], "second", "mask");
    graph.node("Transpose", "textColumn", new byte[0], "told");
    graph.node("MatMul", "shared", new byte[0], "same", "textColumn");
    graph.node("MatMul", "count", new byte[0], "first", "shared");
    graph.node("Sub", "logits", new byte[0], "count", "less");
    return graph;
  }

  private TinyGraph input(String name) {
    write(graph, 11, value(name, INT64, 1, -1));
    return this;
  }

  private TinyGraph output(String name, int numbers) {
    write(graph, 12, value(name, FLOAT, 1, numbers));
    return this;
  }

  private TinyGraph constant(String name, float number, int... shape) {
    ByteArrayOutputStream tensor = new ByteArrayOutputStream();
    for (int size : shape) {
      write(tensor, 1, size);
    }
    write(tensor, 2, FLOAT);
    int bits = Float.floatToIntBits(number);
    byte[] raw = {(byte) bits, (byte) (bits >> 8), (byte) (bits >> 16), (byte) (bits >> 24)};
    write(tensor, 8, name.getBytes(StandardCharsets.UTF_8));
    write(tensor, 9, raw);
    write(graph, 5, tensor.toByteArray());
    return this;
  }

  private void node(String operator, String output, byte[] attribute, String... inputs) {
    ByteArrayOutputStream node = new ByteArrayOutputStream();
    for (String input : inputs) {
      write(node, 1, input.getBytes(StandardCharsets.UTF_8));
    }
    write(node, 2, output.getBytes(StandardCharsets.UTF_8));
    write(node, 4, operator.getBytes(StandardCharsets.UTF_8));
    if (attribute.length > 0) {
      write(node, 5, attribute);
    }
    write(graph, 1, node.toByteArray());
  }

  private static byte[] attribute(String name, long number) {
    ByteArrayOutputStream attribute = new ByteArrayOutputStream();
    write(attribute, 1, name.getBytes(StandardCharsets.UTF_8));
    write(attribute, 3, number);
    write(attribute, 20, 2); // an integer
    return attribute.toByteArray();
  }

  /** A tensor's name, type and shape; −1 is a size that is not fixed. */
  private static byte[] value(String name, int type, int... shape) {
    ByteArrayOutputStream sizes = new ByteArrayOutputStream();
    for (int size : shape) {
      ByteArrayOutputStream dimension = new ByteArrayOutputStream();
      if (size < 0) {
        write(dimension, 2, "tokens".getBytes(StandardCharsets.UTF_8));
      } else {
        write(dimension, 1, size);
      }
      write(sizes, 1, dimension.toByteArray());
    }
    ByteArrayOutputStream tensor = new ByteArrayOutputStream();
    write(tensor, 1, type);
    write(tensor, 2, sizes.toByteArray());
    ByteArrayOutputStream tensorType = new ByteArrayOutputStream();
    write(tensorType, 1, tensor.toByteArray());
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    write(value, 1, name.getBytes(StandardCharsets.UTF_8));
    write(value, 2, tensorType.toByteArray());
    return value.toByteArray();
  }

  private byte[] bytes() {
    ByteArrayOutputStream operators = new ByteArrayOutputStream();
    write(operators, 2, 13);
    write(graph, 2, "tiny".getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    write(model, 1, 8);
    write(model, 8, operators.toByteArray());
    write(model, 7, graph.toByteArray());
    return model.toByteArray();
  }

  private static void write(ByteArrayOutputStream to, int field, long number) {
    varint(to, (long) field << 3);
    varint(to, number);
  }

  private static void write(ByteArrayOutputStream to, int field, byte[] bytes) {
    varint(to, ((long) field << 3) | 2);
    varint(to, bytes.length);
    to.writeBytes(bytes);
  }

  private static void varint(ByteArrayOutputStream to, long number) {
    long rest = number;
    while ((rest & ~0x7fL) != 0) {
      to.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    to.write((int) rest);
  }
}
