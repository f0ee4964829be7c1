package dev.openmemory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one file, killed in the middle of their work, again and again. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class KilledServersTest {

  private static final int ROUNDS = 3;
  private static final int ACKNOWLEDGED_PER_ROUND = 40;
  private static final int IN_FLIGHT = 4;

  @TempDir Path folder;

  private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
  private final Random random = new Random(20260728);

  @Test
  void everyAcknowledgedMemorySurvivesAndTheFileIsSound() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      CountDownLatch enough = new CountDownLatch(ACKNOWLEDGED_PER_ROUND + random.nextInt(20));
      try (StdioPeer one = StdioPeer.start(folder, StdioPeer.Era.STATELESS);
          StdioPeer other = StdioPeer.start(folder, StdioPeer.Era.STATELESS)) {
        Thread first = writing(one, "round " + round + " left", enough);
        Thread second = writing(other, "round " + round + " right", enough);
        enough.await();
        one.process().destroyForcibly();
        other.process().destroyForcibly();
        first.join();
        second.join();
      }
    }

    try (StdioPeer reader = StdioPeer.start(folder, StdioPeer.Era.STATELESS)) {
      for (Map.Entry<String, String> memory : acknowledged.entrySet()) {
        JsonNode answer =
            reader.call("get_memory", Answers.object().put("memory_id", memory.getKey()));
        assertThat(Answers.structured(answer).at("/text").asText()).isEqualTo(memory.getValue());
      }
    }
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ROUNDS * ACKNOWLEDGED_PER_ROUND);
    Process doctor = Product.start(folder, "doctor", "--json");
    String report = new String(doctor.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(doctor.waitFor()).as(report).isZero();
  }

  /** Adds memories, a few in flight at once, until the server is gone. */
  private Thread writing(StdioPeer peer, String name, CountDownLatch enough) {
    Thread thread =
        new Thread(
            () -> {
              Map<Long, String> waiting = new HashMap<>();
              try {
                for (int i = 0; enough.getCount() > 0 || peer.process().isAlive(); i++) {
                  String text =
                      "In "
                          + name
                          + " box "
                          + i
                          + " holds "
                          + word(i)
                          + " and "
                          + word(i * 7 + 3)
                          + ".";
                  ObjectNode arguments = Answers.object().put("text", text).put("infer", false);
                  waiting.put(peer.sendCall("add_memory", arguments), text);
                  while (waiting.size() >= IN_FLIGHT) {
                    JsonNode answer = peer.readMessage();
                    String said = waiting.remove(answer.path("id").asLong());
                    if (said != null) {
                      acknowledged.put(Answers.addedId(answer), said);
                      enough.countDown();
                    }
                  }
                }
              } catch (IOException e) {
                // killed, as it should be
              }
            },
            name);
    thread.start();
    return thread;
  }

  private static String word(int i) {
    return Integer.toString(Math.floorMod(i * 2_654_435_761L, 1L << 30) > 0 ? i : 0, 36)
        + Integer.toString(Math.abs(i * 7919 + 13) % 46_656, 36);
  }
}
