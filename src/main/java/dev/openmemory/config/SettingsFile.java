package dev.openmemory.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.json.Json;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.MisconfiguredException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The configuration file: one JSON object with a member per setting. Members that mean nothing here
 * are kept when it is written.
 */
public final class SettingsFile {

  private static final long MAX_BYTES = 1_000_000;

  private final Path path;
  private final ObjectNode members;

  private SettingsFile(Path path, ObjectNode members) {
    this.path = path;
    this.members = members;
  }

  /**
   * Reads the file; a missing one counts as empty.
   *
   * @throws MisconfiguredException if it cannot be read or is not a JSON object
   */
  public static SettingsFile read(Path path) {
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new MisconfiguredException(
            path + " has more than " + MAX_BYTES + " bytes", "Keep nothing but settings in it.");
      }
      String text = Files.readString(path, StandardCharsets.UTF_8);
      if (text.isBlank()) {
        return new SettingsFile(path, Json.mapper().createObjectNode());
      }
      if (Json.read(text) instanceof ObjectNode members) {
        return new SettingsFile(path, members);
      }
      throw new MisconfiguredException(
          path + " does not hold a JSON object", "Write it like {\"port\": 8765}, or delete it.");
    } catch (NoSuchFileException e) {
      return new SettingsFile(path, Json.mapper().createObjectNode());
    } catch (JsonProcessingException e) {
      // the parser's own message may quote the file, and the file may hold a secret
      String place =
          e.getLocation() == null
              ? ""
              : " (line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr()
                  + ")";
      throw new MisconfiguredException(
          path + " is not well-formed JSON" + place, "Correct it, or delete it.");
    } catch (CharacterCodingException e) {
      throw new MisconfiguredException(path + " is not UTF-8", "Save it as UTF-8.", e);
    } catch (IOException e) {
      throw new MisconfiguredException(
          path + " cannot be read (" + e.getClass().getSimpleName() + ")",
          "Make it readable for you, or delete it.",
          e);
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /**
   * What it says about a setting.
   *
   * @throws MisconfiguredException if the member is no string, number or boolean
   */
  public Optional<String> get(Setting setting) {
    JsonNode value = members.get(setting.key());
    if (value == null || value.isNull() || !setting.inFile()) {
      return Optional.empty();
    }
    if (!value.isValueNode()) {
      throw new MisconfiguredException(
          setting.key() + " in " + path + " is not a plain value",
          "Use " + setting.kind().describe() + ".");
    }
    return Optional.of(value.asText().strip()).filter(text -> !text.isEmpty());
  }

  /** The members that are no setting. */
  public List<String> unknown() {
    List<String> keys = new ArrayList<>();
    members
        .fieldNames()
        .forEachRemaining(
            key -> {
              for (Setting setting : Setting.values()) {
                if (setting.inFile() && setting.key().equals(key)) {
                  return;
                }
              }
              keys.add(key);
            });
    return keys;
  }

  /**
   * Sets one setting and writes the file.
   *
   * @throws InvalidInputException if the setting takes no such value
   */
  public void set(Setting setting, String value) {
    if (!setting.inFile()) {
      throw new InvalidInputException(
          setting.key() + " says where the configuration file is and cannot stand in it",
          "Set " + setting.environment() + " in the environment.");
    }
    String raw = value.strip();
    if (raw.isEmpty()) {
      throw new InvalidInputException(
          "the value of " + setting.key() + " is empty",
          "Use "
              + setting.kind().describe()
              + ", or 'openmemory config unset "
              + setting.key()
              + "'.");
    }
    String text = setting.kind().read(raw);
    if (setting.kind() instanceof Kind.WholeNumber) {
      members.put(setting.key(), Integer.parseInt(text));
    } else {
      members.put(setting.key(), text);
    }
    write();
  }

  /**
   * Removes one setting and writes the file.
   *
   * @return whether it was there
   */
  public boolean unset(Setting setting) {
    if (members.remove(setting.key()) == null) {
      return false;
    }
    write();
    return true;
  }

  private void write() {
    PrivateFile.write(path, Json.pretty(members) + "\n");
  }
}
