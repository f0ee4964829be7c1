package dev.openmemory.cli;

import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.UnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a command reads and writes: results to {@code out}, everything else to {@code err}.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param charset how both outputs are encoded
 * @param interactive whether a person sits in front of it
 * @param colour whether the output may be coloured
 * @param width columns, at least 40
 */
record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Charset charset,
    boolean interactive,
    boolean colour,
    int width) {

  /** How wide a terminal is that does not say. */
  static final int DEFAULT_WIDTH = 80;

  /** The most that is read from standard input, in bytes. */
  private static final int MAX_INPUT = 4_000_000;

  /** That of this process. */
  static Terminal ofProcess(Map<String, String> environment) {
    Console console = console();
    Charset charset = charset(console);
    return new Terminal(
        new FileInputStream(FileDescriptor.in),
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset),
        charset,
        console != null,
        console != null
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "").equals("dumb"),
        width(environment.get("COLUMNS")));
  }

  /** The console if both standard input and output are one. */
  @SuppressWarnings("SystemConsoleNull") // what comes after Java 22 is asked below
  private static @Nullable Console console() {
    Console console = System.console();
    if (console == null) {
      return null;
    }
    try { // from Java 22 on there may be a console without a terminal; it says so
      Object terminal = Console.class.getMethod("isTerminal").invoke(console);
      return Boolean.TRUE.equals(terminal) ? console : null;
    } catch (NoSuchMethodException e) {
      return console;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return null;
    }
  }

  /** UTF-8, but for a Windows console, which shows its own code page. */
  private static Charset charset(@Nullable Console console) {
    boolean windows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    return console != null && windows ? console.charset() : StandardCharsets.UTF_8;
  }

  private static int width(@Nullable String columns) {
    try {
      return columns == null ? DEFAULT_WIDTH : Math.max(40, Integer.parseInt(columns.strip()));
    } catch (NumberFormatException e) {
      return DEFAULT_WIDTH;
    }
  }

  /** Standard output for what writes characters. */
  PrintWriter outWriter() {
    return new PrintWriter(new OutputStreamWriter(out, charset), true);
  }

  /** Standard error for what writes characters. */
  PrintWriter errWriter() {
    return new PrintWriter(new OutputStreamWriter(err, charset), true);
  }

  /** Prints a line of a result as it is. */
  void result(String line) {
    out.println(line);
  }

  /** Prints a line that is no result. */
  void note(String line) {
    err.println(Printable.text(line));
  }

  /** Text in bold where there is colour, made safe to print. */
  String bold(String text) {
    return styled("1", text);
  }

  /** Text that stands back where there is colour, made safe to print. */
  String dim(String text) {
    return styled("2", text);
  }

  /** Text in green where there is colour, made safe to print. */
  String green(String text) {
    return styled("32", text);
  }

  /** Text in red where there is colour, made safe to print. */
  String red(String text) {
    return styled("31", text);
  }

  private String styled(String code, String text) {
    String safe = Printable.text(text);
    return colour ? "\u001b[" + code + "m" + safe + "\u001b[0m" : safe;
  }

  /**
   * All of standard input.
   *
   * @throws InvalidInputException if it is not UTF-8 or more than {@link #MAX_INPUT} bytes
   */
  String readAll() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      bytes.write(in.readNBytes(MAX_INPUT + 1));
    } catch (IOException e) {
      throw new UnavailableException(
          "standard input cannot be read (" + e.getMessage() + ")",
          "Give the text as an argument.",
          e);
    }
    if (bytes.size() > MAX_INPUT) {
      throw new InvalidInputException(
          "standard input has more than " + MAX_INPUT + " bytes",
          "Split it, and add the parts one by one.");
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new InvalidInputException("standard input is not UTF-8", "Convert it to UTF-8.", e);
    }
  }

  /** Asks a question that a person answers with yes or no; anything but yes is no. */
  boolean confirms(String question) {
    err.print(Printable.text(question) + " [y/N] ");
    err.flush();
    StringBuilder answer = new StringBuilder();
    try {
      for (int c = in.read(); c >= 0 && c != '\n' && answer.length() < 20; c = in.read()) {
        answer.append((char) c);
      }
    } catch (IOException e) {
      return false;
    }
    String word = answer.toString().strip().toLowerCase(Locale.ROOT);
    return word.equals("y") || word.equals("yes");
  }
}
