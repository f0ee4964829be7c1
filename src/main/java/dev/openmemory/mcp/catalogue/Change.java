package dev.openmemory.mcp.catalogue;

/** Something of a catalogue that is not as it was. */
public sealed interface Change {

  /** A list has other entries. */
  record ListChanged(Listing listing) implements Change {}

  /** A resource reads differently. */
  record ResourceUpdated(String uri) implements Change {}

  /** The lists that can change. */
  enum Listing {
    TOOLS("notifications/tools/list_changed", "toolsListChanged"),
    PROMPTS("notifications/prompts/list_changed", "promptsListChanged"),
    RESOURCES("notifications/resources/list_changed", "resourcesListChanged");

    private final String method;
    private final String filter;

    Listing(String method, String filter) {
      this.method = method;
      this.filter = filter;
    }

    /** The notification on the wire. */
    public String method() {
      return method;
    }

    /** The member of a subscription's filter that asks for it. */
    public String filter() {
      return filter;
    }
  }
}
