package dev.openmemory.porting;

/** The kinds of file that can be imported. */
public enum Format {
  OPENMEMORY_LINES("an export of openmemory"),
  OPENMEMORY_ZIP("an export of OpenMemory, the edition of Mem0"),
  MEM0("memories of Mem0"),
  KNOWLEDGE_GRAPH("a knowledge graph of the MCP memory server"),
  CHATGPT("conversations of ChatGPT"),
  CLAUDE("conversations of Claude");

  private final String label;

  Format(String label) {
    this.label = label;
  }

  /** What it is, for a person. */
  public String label() {
    return label;
  }
}
