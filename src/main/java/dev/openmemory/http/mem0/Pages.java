package dev.openmemory.http.mem0;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.http.Call;
import dev.openmemory.model.InvalidInputException;
import java.util.List;
import java.util.function.Function;

/**
 * Which page of a listing is asked for.
 *
 * @param number counted from 1
 * @param size how many items a page has
 */
record Pages(int number, int size) {

  /** The largest page. */
  static final int MAX_SIZE = 200;

  /** The last page that is given: what lies beyond is found by a narrower question. */
  static final int MAX_NUMBER = 1_000_000;

  private static final int DEFAULT_SIZE = 100;

  /** What the address asks for. */
  static Pages of(Call call) {
    return new Pages(
        whole(call, "page", 1, MAX_NUMBER), whole(call, "page_size", DEFAULT_SIZE, MAX_SIZE));
  }

  /** How many items come before it. */
  long skipped() {
    return (number - 1L) * size;
  }

  /** The page as Mem0 answers it. */
  <T> ObjectNode answer(
      Call call, String path, long total, List<T> items, Function<T, ObjectNode> shape) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("count", total);
    node.put(
        "next",
        skipped() + items.size() < total && !items.isEmpty() ? at(call, path, number + 1) : null);
    node.put("previous", number > 1 ? at(call, path, number - 1) : null);
    ArrayNode results = node.putArray("results");
    items.forEach(item -> results.add(shape.apply(item)));
    return node;
  }

  private String at(Call call, String path, int page) {
    return "http://"
        + call.header("Host").orElse("localhost")
        + path
        + "?page="
        + page
        + "&page_size="
        + size;
  }

  private static int whole(Call call, String name, int absent, int most) {
    String text = call.query(name).orElse("");
    if (text.isEmpty()) {
      return absent;
    }
    if (!text.matches("[1-9]\\d{0,8}") || Integer.parseInt(text) > most) {
      throw new InvalidInputException(
          name + " is not a whole number from 1 to " + most, "Give one, or leave it out.");
    }
    return Integer.parseInt(text);
  }
}
