package dev.openmemory.mcp.catalogue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything a server offers, in the order it is listed. Immutable, and safe for any thread. */
public final class Catalogue {

  private final ServerInfo server;
  private final String instructions;
  private final Map<String, Tool> tools;
  private final Map<String, Resource> resources;
  private final List<ResourceTemplate> templates;
  private final Map<String, Prompt> prompts;
  private final Set<Change.Listing> changing;
  private final Changes changes;

  private Catalogue(Builder builder) {
    server = builder.server;
    instructions = builder.instructions;
    tools = Collections.unmodifiableMap(new LinkedHashMap<>(builder.tools));
    resources = Collections.unmodifiableMap(new LinkedHashMap<>(builder.resources));
    templates = List.copyOf(builder.templates);
    prompts = Collections.unmodifiableMap(new LinkedHashMap<>(builder.prompts));
    changing = Collections.unmodifiableSet(builder.changing.clone());
    changes = builder.changes;
  }

  /**
   * Starts a catalogue.
   *
   * @param instructions what a model should know of the server; most clients cut it at 2 048
   *     characters
   */
  public static Builder of(ServerInfo server, String instructions) {
    return new Builder(server, instructions);
  }

  /** Which software answers. */
  public ServerInfo server() {
    return server;
  }

  /** What a model should know of the server. */
  public String instructions() {
    return instructions;
  }

  /** The tools that lists name, in order. */
  public List<Tool> listedTools() {
    return tools.values().stream().filter(tool -> tool.descriptor().listed()).toList();
  }

  /** The tool with that name, listed or not. */
  public Optional<Tool> tool(String name) {
    return Optional.ofNullable(tools.get(name));
  }

  /** The resources, in order. */
  public List<Resource> resources() {
    return List.copyOf(resources.values());
  }

  /** The resource with exactly that address. */
  public Optional<Resource> resource(String uri) {
    return Optional.ofNullable(resources.get(uri));
  }

  /** The templates, in order; the first that matches an address reads it. */
  public List<ResourceTemplate> templates() {
    return templates;
  }

  /** The prompts, in order. */
  public List<Prompt> prompts() {
    return List.copyOf(prompts.values());
  }

  /** The prompt with that name. */
  public Optional<Prompt> prompt(String name) {
    return Optional.ofNullable(prompts.get(name));
  }

  /** The lists whose changes are announced. */
  public Set<Change.Listing> changing() {
    return changing;
  }

  /** Where changes are published and listened to. */
  public Changes changes() {
    return changes;
  }

  /** A catalogue in the making. A name or address may be given once. */
  public static final class Builder {

    private final ServerInfo server;
    private final String instructions;
    private final Map<String, Tool> tools = new LinkedHashMap<>();
    private final Map<String, Resource> resources = new LinkedHashMap<>();
    private final List<ResourceTemplate> templates = new ArrayList<>();
    private final Map<String, Prompt> prompts = new LinkedHashMap<>();
    private final EnumSet<Change.Listing> changing = EnumSet.noneOf(Change.Listing.class);
    private Changes changes = new Changes();

    private Builder(ServerInfo server, String instructions) {
      this.server = server;
      this.instructions = instructions;
    }

    /** Adds a tool. */
    public Builder tool(Tool tool) {
      once(tools, tool.descriptor().name(), tool);
      return this;
    }

    /** Adds a resource. */
    public Builder resource(Resource resource) {
      once(resources, resource.descriptor().uri(), resource);
      return this;
    }

    /** Adds a template. */
    public Builder template(ResourceTemplate template) {
      templates.add(template);
      return this;
    }

    /** Adds a prompt. */
    public Builder prompt(Prompt prompt) {
      once(prompts, prompt.descriptor().name(), prompt);
      return this;
    }

    /** Says that changes of a list are announced. */
    public Builder announces(Change.Listing listing) {
      changing.add(listing);
      return this;
    }

    /** Where changes are published. */
    public Builder changes(Changes hub) {
      changes = hub;
      return this;
    }

    /** Adds all that another catalogue offers, and publishes changes where it does. */
    public Builder all(Catalogue other) {
      other.tools.values().forEach(this::tool);
      other.resources.values().forEach(this::resource);
      other.templates.forEach(this::template);
      other.prompts.values().forEach(this::prompt);
      changing.addAll(other.changing);
      return changes(other.changes);
    }

    /** The catalogue. */
    public Catalogue build() {
      return new Catalogue(this);
    }

    private static <T> void once(Map<String, T> map, String key, T value) {
      if (map.putIfAbsent(key, value) != null) {
        throw new IllegalArgumentException("'" + key + "' is offered twice");
      }
    }
  }
}
