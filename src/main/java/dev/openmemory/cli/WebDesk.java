package dev.openmemory.cli;

import dev.openmemory.config.Configuration;
import dev.openmemory.config.Kind;
import dev.openmemory.config.Setting;
import dev.openmemory.config.SettingsFile;
import dev.openmemory.http.web.Desk;
import dev.openmemory.model.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The settings as the web page may show and change them. What decides who gets in and which file is
 * used is left to the command line: a page must not be able to open the door it came in by.
 */
final class WebDesk implements Desk {

  private static final Set<Setting> KEPT_FROM_THE_PAGE =
      Set.of(
          Setting.HOME,
          Setting.DB,
          Setting.MODEL,
          Setting.MODELS,
          Setting.HOST,
          Setting.TOKEN,
          Setting.ALLOWED_HOSTS,
          Setting.ALLOWED_ORIGINS);

  private final Context context;
  private final Configuration running;

  WebDesk(Context context, Configuration running) {
    this.context = context;
    this.running = running;
  }

  @Override
  public String version() {
    return Distribution.version();
  }

  @Override
  public String defaultUser() {
    return running.user();
  }

  @Override
  public String file() {
    return Configuration.file(context.surroundings()).toString();
  }

  @Override
  public List<Desk.Option> settings() {
    Configuration next = context.configuration(Map.of());
    return Arrays.stream(Setting.values()).map(setting -> shown(setting, next)).toList();
  }

  @Override
  public void set(String key, String value) {
    open().set(editable(key), value);
  }

  @Override
  public void unset(String key) {
    open().unset(editable(key));
  }

  private SettingsFile open() {
    return SettingsFile.read(Configuration.file(context.surroundings()));
  }

  private static Setting editable(String key) {
    Setting setting = Setting.ofKey(key);
    if (KEPT_FROM_THE_PAGE.contains(setting)) {
      throw new InvalidInputException(
          setting.key() + " cannot be changed from the page",
          "Use 'openmemory config set " + setting.key() + "'.");
    }
    return setting;
  }

  private static Desk.Option shown(Setting setting, Configuration configuration) {
    return new Desk.Option(
        setting.key(),
        configuration.shown(setting).orElse(null),
        configuration.origin(setting).key(),
        setting.environment(),
        setting.fallback(),
        setting.help(),
        setting.kind() instanceof Kind.Choice choice ? choice.words() : List.of(),
        setting.secret(),
        !KEPT_FROM_THE_PAGE.contains(setting));
  }
}
