package dev.openmemory.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.MemoryException;
import dev.openmemory.model.MisconfiguredException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConfigurationTest {

  @TempDir Path userHome;

  private Configuration with(Map<String, String> environment, Map<Setting, String> options) {
    return new Configuration(new Surroundings(environment, userHome, "ann"), options);
  }

  private Path write(String json) throws IOException {
    Path file = userHome.resolve(".openmemory/config.json");
    Files.createDirectories(userHome.resolve(".openmemory"));
    return Files.writeString(file, json);
  }

  @Test
  void nothingHasToBeSet() {
    Configuration configuration = with(Map.of(), Map.of());

    assertThat(configuration.database()).isEqualTo(userHome.resolve(".openmemory/memory.db"));
    assertThat(configuration.models()).isEqualTo(userHome.resolve(".openmemory/models"));
    assertThat(configuration.user()).isEqualTo("ann");
    assertThat(configuration.model()).isEqualTo("bge-small-en-v1.5-q");
    assertThat(configuration.host()).isEqualTo("127.0.0.1");
    assertThat(configuration.port()).isEqualTo(8765);
    assertThat(configuration.busyTimeout()).hasSeconds(10);
    assertThat(configuration.index()).isEqualTo(IndexKind.AUTO);
    assertThat(configuration.token()).isEmpty();
    assertThat(Setting.values())
        .allSatisfy(setting -> assertThat(configuration.origin(setting)).isEqualTo(Origin.DEFAULT));
    assertThat(userHome).isEmptyDirectory();
  }

  @Test
  void theWeightsOfSignalsAreNumbersByName() {
    assertThat(with(Map.of(), Map.of()).weights()).isEmpty();
    assertThat(with(Map.of(), Map.of()).halfLife()).hasDays(90);
    assertThat(
            with(
                    Map.of("OPENMEMORY_WEIGHTS", " role = 0, recency=0.25 "),
                    Map.of(Setting.HALF_LIFE, "30"))
                .weights())
        .containsExactly(Map.entry("role", 0.0), Map.entry("recency", 0.25));
    assertThatThrownBy(() -> with(Map.of(), Map.of(Setting.WEIGHTS, "role=much")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'role=much' is not a name=number from 0 to 100");
    assertThatThrownBy(() -> with(Map.of("OPENMEMORY_WEIGHTS", "role=101"), Map.of()))
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageContaining("OPENMEMORY_WEIGHTS");
  }

  @Test
  void optionBeatsEnvironmentBeatsFileBeatsDefault() throws IOException {
    write("{\"port\": 1, \"host\": \"file\", \"user\": \"file\"}");
    Configuration configuration =
        with(
            Map.of("OPENMEMORY_PORT", "2", "OPENMEMORY_HOST", "environment"),
            Map.of(Setting.PORT, "3"));

    assertThat(configuration.port()).isEqualTo(3);
    assertThat(configuration.origin(Setting.PORT)).isEqualTo(Origin.OPTION);
    assertThat(configuration.host()).isEqualTo("environment");
    assertThat(configuration.origin(Setting.HOST)).isEqualTo(Origin.ENVIRONMENT);
    assertThat(configuration.user()).isEqualTo("file");
    assertThat(configuration.origin(Setting.USER)).isEqualTo(Origin.FILE);
    assertThat(configuration.origin(Setting.MODEL)).isEqualTo(Origin.DEFAULT);
  }

  @Test
  void anEmptyEnvironmentVariableCountsAsUnset() {
    assertThat(with(Map.of("OPENMEMORY_PORT", " "), Map.of()).port()).isEqualTo(8765);
  }

  @Test
  void aTildeMeansTheUsersFolderWhereNoShellExpandsIt() {
    Configuration configuration =
        with(Map.of("OPENMEMORY_HOME", "~/mem", "OPENMEMORY_DB", "~/a/b.db"), Map.of());

    assertThat(configuration.home()).isEqualTo(userHome.resolve("mem"));
    assertThat(configuration.database()).isEqualTo(userHome.resolve("a/b.db"));
    assertThat(configuration.models()).isEqualTo(userHome.resolve("mem/models"));
  }

  @Test
  void theFileIsFoundInTheHomeFolderThatIsSet() throws IOException {
    Path home = Files.createDirectory(userHome.resolve("elsewhere"));
    Files.writeString(home.resolve("config.json"), "{\"port\": 4}");
    Map<String, String> environment = Map.of("OPENMEMORY_HOME", home.toString());

    assertThat(with(environment, Map.of()).port()).isEqualTo(4);
    assertThat(Configuration.file(new Surroundings(environment, userHome, "ann")))
        .isEqualTo(home.resolve("config.json"));
  }

  @ParameterizedTest
  @CsvSource({"PORT, 65536", "PORT, -1", "PORT, eighty", "INDEX, flat", "TOKEN, two words"})
  void aBadValueNamesThePlaceItStandsIn(Setting setting, String bad) throws IOException {
    assertThatThrownBy(() -> with(Map.of(setting.environment(), bad), Map.of()))
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageStartingWith(setting.environment() + " in the environment: ");
    assertThatThrownBy(() -> with(Map.of(), Map.of(setting, bad)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("--" + setting.key() + ": ");

    Path file = write("{\"" + setting.key() + "\": \"" + bad + "\"}");
    assertThatThrownBy(() -> with(Map.of(), Map.of()))
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageStartingWith(setting.key() + " in " + file + ": ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"port\": 1           | not well-formed JSON (line 1, column",
        "[1]                    | does not hold a JSON object",
        "{\"port\": [1]}        | port in",
        "{\"port\": 1, \"port\": 2} | not well-formed JSON",
      })
  void aBadFileIsNamed(String json, String problem) throws IOException {
    Path file = write(json);

    assertThatThrownBy(() -> with(Map.of(), Map.of()))
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageContaining(problem)
        .hasMessageContaining(file.toString());
  }

  @Test
  void aSecretInABadFileIsNotQuoted() throws IOException {
    write("{\"token\": \"hunter2\" oops}");

    assertThatThrownBy(() -> with(Map.of(), Map.of()))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.advice()).doesNotContain("hunter2"))
        .hasNoCause();
  }

  @Test
  void aSecretIsNeverShown() {
    Configuration configuration = with(Map.of("OPENMEMORY_TOKEN", "hunter2"), Map.of());

    assertThat(configuration.token().orElseThrow().reveal()).isEqualTo("hunter2");
    assertThat(configuration.token().orElseThrow()).hasToString("***");
    assertThat(configuration.shown(Setting.TOKEN)).contains("***");
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void eachSettingIsFoundByItsKeyAndItsEnvironmentName(Setting setting) {
    assertThat(Setting.ofKey(setting.key())).isEqualTo(setting);
    assertThat(Setting.ofKey(setting.environment())).isEqualTo(setting);
    assertThat(setting.environment()).isEqualTo("OPENMEMORY_" + setting.name());
    assertThat(setting.help()).isNotBlank();
  }

  @Test
  void anUnknownSettingIsAnsweredWithThoseThatExist() {
    assertThatThrownBy(() -> Setting.ofKey("colour"))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.advice()).contains("'colour'").contains("port").contains("db"));
  }

  @Test
  void aLoginWithoutANameIsCalledUser() {
    assertThat(new Surroundings(Map.of(), userHome, "?").loginName()).isEqualTo("user");
  }

  @Test
  void aLanguageModelIsUsedOnlyWhereOneIsConfigured() {
    assertThat(with(Map.of(), Map.of()).llm()).isEmpty();
    assertThat(with(Map.of("OPENMEMORY_LLM_MODEL", "qwen3:8b"), Map.of()).llm()).isEmpty();
    Configuration configuration =
        with(Map.of("OPENMEMORY_LLM", "Ollama", "OPENMEMORY_LLM_MODEL", "qwen3:8b"), Map.of());
    assertThat(configuration.llm())
        .hasValueSatisfying(
            llm -> {
              assertThat(llm.provider()).isEqualTo(LlmSettings.Provider.OLLAMA);
              assertThat(llm.baseUrl()).hasToString("http://127.0.0.1:11434");
              assertThat(llm.model()).isEqualTo("qwen3:8b");
              assertThat(llm.apiKey()).isEmpty();
              assertThat(llm.timeout()).hasSeconds(60);
              assertThat(llm.contextTokens()).isEqualTo(8_192);
            });
    assertThat(configuration.shown(Setting.LLM_BASE_URL)).contains("http://127.0.0.1:11434");
  }

  @Test
  void whatALanguageModelNeedsIsAskedFor() {
    assertThatThrownBy(() -> with(Map.of("OPENMEMORY_LLM", "ollama"), Map.of()).llm())
        .isInstanceOf(MisconfiguredException.class)
        .hasMessage("llm is ollama, and llm_model is not set");
    Map<Setting, String> claude = Map.of(Setting.LLM, "anthropic", Setting.LLM_MODEL, "claude");
    assertThatThrownBy(() -> with(Map.of(), claude).llm())
        .isInstanceOf(MisconfiguredException.class)
        .hasMessage("llm is anthropic, and llm_api_key is not set");
    Configuration local =
        with(
            Map.of("OPENMEMORY_LLM_BASE_URL", "http://127.0.0.1:1234/v1/"),
            Map.of(Setting.LLM, "openai", Setting.LLM_MODEL, "local"));
    assertThat(local.llm().orElseThrow().baseUrl()).hasToString("http://127.0.0.1:1234/v1");
    Configuration keyed = with(Map.of("OPENMEMORY_LLM_API_KEY", "sk-secret"), claude);
    assertThat(keyed.shown(Setting.LLM_API_KEY)).contains("***");
    assertThat(keyed.llm().orElseThrow().toString()).doesNotContain("sk-secret");
  }

  @ParameterizedTest
  @CsvSource({"ftp://a/b", "127.0.0.1:1234", "http://", "http://u:secret@a/", "http://a/?k=secret"})
  void whatIsNoAddressIsRefusedWithoutRepeatingIt(String address) {
    assertThatThrownBy(() -> with(Map.of("OPENMEMORY_LLM_BASE_URL", address), Map.of()))
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageContaining("OPENMEMORY_LLM_BASE_URL")
        .hasMessageNotContaining("secret");
  }
}
