package dev.openmemory.clients;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * An MCP bundle ({@code .mcpb}): the program in a zip with a manifest, which Claude Desktop
 * installs when it is opened.
 */
public final class Bundle {

  /** The version of the manifest's form. */
  private static final String FORM = "0.3";

  /** A zip knows no time before; that of its making would make each bundle another. */
  private static final long NO_TIME = 315_532_800_000L + 86_400_000L;

  private Bundle() {}

  /**
   * One file of a bundle.
   *
   * @param name where it is in the bundle, with slashes
   * @param file where it is now
   */
  public record Part(String name, Path file) {}

  /**
   * The manifest.
   *
   * @param version of the product
   * @param jar the name of the part that is run
   */
  public static ObjectNode manifest(String version, String jar) {
    ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    manifest.put("manifest_version", FORM).put("name", Client.SERVER);
    manifest.put("display_name", "openmemory").put("version", version);
    manifest.put("description", "A private, local memory for AI agents.");
    manifest.put(
        "long_description",
        "Remembers what you tell it, in one file on this computer, and finds it again by meaning"
            + " and by word. No key, no account, no network. It needs Java 17 or newer.");
    manifest.putObject("author").put("name", "The openmemory authors");
    ObjectNode server = manifest.putObject("server");
    server.put("type", "binary").put("entry_point", jar);
    ObjectNode config = server.putObject("mcp_config");
    config.put("command", "java");
    ArrayNode arguments = config.putArray("args");
    List.of(
            "-Xlog:disable",
            "-Xlog:all=warning:stderr",
            "-jar",
            "${__dirname}/" + jar,
            "server",
            "start",
            "--transport",
            "stdio")
        .forEach(arguments::add);
    manifest.put("tools_generated", true).put("prompts_generated", true);
    ArrayNode keywords = manifest.putArray("keywords");
    List.of("memory", "local", "private").forEach(keywords::add);
    manifest.put("license", "Apache-2.0");
    ArrayNode platforms = manifest.putObject("compatibility").putArray("platforms");
    List.of("darwin", "win32", "linux").forEach(platforms::add);
    return manifest;
  }

  /**
   * Writes a bundle; the same parts make the same bytes.
   *
   * @param out flushed, and left open
   * @throws IOException if a part cannot be read or the stream not written
   */
  public static void write(OutputStream out, ObjectNode manifest, List<Part> parts)
      throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    zip.setLevel(Deflater.BEST_SPEED); // nearly all of it is packed already
    begin(zip, "manifest.json");
    zip.write((Json.pretty(manifest) + "\n").getBytes(StandardCharsets.UTF_8));
    for (Part part : parts) {
      begin(zip, part.name());
      Files.copy(part.file(), zip);
    }
    zip.finish();
    zip.flush();
  }

  private static void begin(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(NO_TIME);
    zip.putNextEntry(entry);
  }
}
