package dev.openmemory.clients;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A way to write down MCP servers, as text that is edited in place. */
interface ServersText {

  /**
   * The text with a server, in place of one of that name.
   *
   * @param entry as JSON would have it
   * @throws dev.openmemory.model.InvalidInputException if the text cannot be edited safely
   */
  String set(String text, String name, ObjectNode entry);

  /** The text without a server; the same text if it has none of that name. */
  String remove(String text, String name);

  /** Whether the text has a server of that name. */
  boolean has(String text, String name);

  /**
   * Whether a text is what {@link #set} made of an earlier one, so that taking the server out may
   * bring the earlier one back to the byte.
   */
  boolean madeOf(String before, String now, String name);
}
