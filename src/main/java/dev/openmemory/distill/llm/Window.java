package dev.openmemory.distill.llm;

import dev.openmemory.distill.PassageSplitter;
import dev.openmemory.model.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * As much of the new messages as one question can hold, in order. What does not fit goes into the
 * next window: nothing is left out, and a message is cut only where it alone is too long, between
 * passages.
 *
 * @param parts whole messages, or pieces of one; a part's number is its place, counted from 1
 */
record Window(List<Part> parts) {

  /** What a message costs besides its text: number, role, name, time, punctuation. */
  private static final int FRAME_TOKENS = 60;

  Window {
    parts = List.copyOf(parts);
  }

  /**
   * A message, or a piece of one.
   *
   * @param message the message
   * @param text as much of it as stands in the window
   */
  record Part(Message message, String text) {}

  /** The windows over messages, each of at most that many tokens by estimate. */
  static List<Window> over(List<Message> messages, PassageSplitter splitter, int tokens) {
    List<Window> windows = new ArrayList<>();
    List<Part> open = new ArrayList<>();
    int used = 0;
    for (Message message : messages) {
      for (String piece : pieces(message.text(), splitter, tokens - FRAME_TOKENS)) {
        int cost = Tokens.estimate(piece) + FRAME_TOKENS;
        if (!open.isEmpty() && used + cost > tokens) {
          windows.add(new Window(open));
          open = new ArrayList<>();
          used = 0;
        }
        open.add(new Part(message, piece));
        used += cost;
      }
    }
    if (!open.isEmpty()) {
      windows.add(new Window(open));
    }
    return windows;
  }

  private static List<String> pieces(String text, PassageSplitter splitter, int tokens) {
    if (Tokens.estimate(text) <= tokens) {
      return List.of(text);
    }
    List<String> pieces = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    int used = 0;
    for (String passage : splitter.split(text)) {
      int cost = Tokens.estimate(passage);
      if (used > 0 && used + cost > tokens) {
        pieces.add(open.toString());
        open.setLength(0);
        used = 0;
      }
      open.append(used == 0 ? "" : " ").append(passage);
      used += cost;
    }
    pieces.add(open.toString());
    return pieces;
  }
}
