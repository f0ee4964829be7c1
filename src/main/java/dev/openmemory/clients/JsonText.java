package dev.openmemory.clients;

import dev.openmemory.model.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JSON text with the places of its members, so that it can be edited without being written anew.
 * Comments and trailing commas are understood. For one thread.
 */
final class JsonText {

  private static final int DEEPEST = 200;

  private final String text;
  private int at;

  private JsonText(String text) {
    this.text = text;
  }

  /**
   * A value and where it is.
   *
   * @param start of its first character
   * @param end after its last
   * @param object whether it is an object
   * @param members of an object, in order
   */
  record Node(int start, int end, boolean object, List<Member> members) {

    /** The member of that name; of several the last, which is the one that counts. */
    Optional<Member> member(String name) {
      return members.stream().filter(m -> m.name().equals(name)).reduce((a, b) -> b);
    }
  }

  /**
   * A member and where it is.
   *
   * @param name what it is called
   * @param start of its name's quotation mark
   * @param value its value
   * @param comma where the comma after it is; -1 without one
   */
  record Member(String name, int start, Node value, int comma) {}

  /**
   * The value that a text is.
   *
   * @throws InvalidInputException if it is no JSON, even with comments and trailing commas
   */
  static Node root(String text) {
    JsonText scan = new JsonText(text);
    if (text.startsWith("\uFEFF")) {
      scan.at = 1;
    }
    scan.blank();
    Node root = scan.value(0);
    scan.blank();
    if (scan.at < text.length()) {
      throw scan.wrong("something follows the value");
    }
    return root;
  }

  private Node value(int depth) {
    if (depth > DEEPEST) {
      throw wrong("it is nested too deep");
    }
    int start = at;
    char c = peek();
    if (c == '{') {
      return object(depth);
    }
    if (c == '[') {
      at++;
      blank();
      while (peek() != ']') {
        value(depth + 1);
        blank();
        comma(']');
      }
      at++;
    } else if (c == '"') {
      string();
    } else {
      while (at < text.length() && "{}[],:\"/".indexOf(text.charAt(at)) < 0 && !space(at)) {
        at++;
      }
      if (at == start) {
        throw wrong("a value is missing");
      }
    }
    return new Node(start, at, false, List.of());
  }

  private Node object(int depth) {
    int start = at++;
    List<Member> members = new ArrayList<>();
    blank();
    while (peek() != '}') {
      int begins = at;
      if (peek() != '"') {
        throw wrong("a name is not in quotation marks");
      }
      String name = string();
      blank();
      if (peek() != ':') {
        throw wrong("a colon is missing");
      }
      at++;
      blank();
      Node value = value(depth + 1);
      blank();
      members.add(new Member(name, begins, value, comma('}')));
    }
    at++;
    return new Node(start, at, true, List.copyOf(members));
  }

  /** Passes a comma; says where it was, -1 where the end comes instead. */
  private int comma(char end) {
    if (peek() == ',') {
      int comma = at++;
      blank();
      return comma;
    }
    if (peek() != end) {
      throw wrong("a comma is missing");
    }
    return -1;
  }

  private String string() {
    StringBuilder string = new StringBuilder();
    at++;
    while (peek() != '"') {
      char c = text.charAt(at++);
      if (c == '\\') {
        char escaped = peek();
        at++;
        if (escaped == 'u' && at + 4 <= text.length()) {
          string.append(unicode());
          at += 4;
        } else {
          string.append(escaped); // enough to tell names apart
        }
      } else {
        string.append(c);
      }
    }
    at++;
    return string.toString();
  }

  private char unicode() {
    try {
      return (char) Integer.parseInt(text.substring(at, at + 4), 16);
    } catch (NumberFormatException e) {
      throw wrong("an escape is wrong");
    }
  }

  /** Passes white space and comments. */
  private void blank() {
    while (at < text.length()) {
      if (space(at)) {
        at++;
      } else if (text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
          throw wrong("a comment does not end");
        }
        at = end + 2;
      } else {
        return;
      }
    }
  }

  private boolean space(int place) {
    return " \t\r\n".indexOf(text.charAt(place)) >= 0;
  }

  private char peek() {
    if (at >= text.length()) {
      throw wrong("it ends early");
    }
    return text.charAt(at);
  }

  private InvalidInputException wrong(String how) {
    long line = text.substring(0, Math.min(at, text.length())).lines().count();
    return new InvalidInputException(
        "it is not JSON: " + how + " (line " + Math.max(1, line) + ")",
        "Correct the file; it was left as it is.");
  }
}
