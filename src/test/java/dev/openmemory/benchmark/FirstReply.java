package dev.openmemory.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures the time from spawning a stdio server to its first reply, in both eras of the protocol
 * and, interleaved in one run, for each command line given.
 *
 * <p>Arguments: the number of rounds, then the command lines, each as one argument.
 */
public final class FirstReply {

  private static final Map<String, String> OPENINGS =
      new TreeMap<>(
          Map.of(
              "session era",
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
                  + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"bench\",\"version\":\"1\"}}}",
              "stateless era",
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"server/discover\",\"params\":{\"_meta\":{"
                  + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                  + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}"));

  private FirstReply() {}

  /** Runs the measurement and prints the median, the best and the worst in milliseconds. */
  public static void main(String[] args) throws IOException, InterruptedException {
    int rounds = Integer.parseInt(args[0]);
    List<String> commands = Arrays.asList(args).subList(1, args.length);
    Map<String, List<Double>> times = new TreeMap<>();
    for (int round = 0; round <= rounds; round++) {
      for (String command : commands) {
        for (Map.Entry<String, String> opening : OPENINGS.entrySet()) {
          double millis = once(command, opening.getValue());
          if (round > 0) { // the first warms the disk cache
            times
                .computeIfAbsent(command + " | " + opening.getKey(), key -> new ArrayList<>())
                .add(millis);
          }
        }
      }
    }
    times.forEach(
        (what, list) -> {
          list.sort(null);
          System.out.printf(
              "%-90s median %6.0f ms   best %6.0f   worst %6.0f%n",
              what, list.get(list.size() / 2), list.get(0), list.get(list.size() - 1));
        });
  }

  private static double once(String command, String opening)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("first-reply");
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", "exec " + command);
    builder.environment().put("OPENMEMORY_DB", folder.resolve("memory.db").toString());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    long start = System.nanoTime();
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream();
        BufferedReader out =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      in.write((opening + "\n").getBytes(StandardCharsets.UTF_8));
      in.flush();
      String reply = out.readLine();
      double millis = (System.nanoTime() - start) / 1e6;
      if (reply == null || !reply.contains("\"result\"")) {
        throw new IllegalStateException(command + " answered " + reply);
      }
      return millis;
    } finally {
      process.waitFor();
    }
  }
}
