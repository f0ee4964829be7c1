package dev.openmemory.distill.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** A server with a configured model must answer its client before it loads what speaks to it. */
class LazyLoadingTest {

  @Test
  void aModelThatNobodyAsksNeedsNothingOfLangChain4j() throws Exception {
    try (URLClassLoader without =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      assertThatThrownBy(() -> without.loadClass("dev.langchain4j.model.chat.ChatModel"))
          .isInstanceOf(ClassNotFoundException.class);
      Class<?> settings = without.loadClass("dev.openmemory.config.LlmSettings");
      Class<?> provider = without.loadClass("dev.openmemory.config.LlmSettings$Provider");
      Object given =
          settings.getConstructors()[0].newInstance(
              provider.getEnumConstants()[0],
              URI.create("http://127.0.0.1:11434"),
              "qwen3:8b",
              Optional.empty(),
              Duration.ofSeconds(60),
              8_192);
      Object llm =
          without
              .loadClass("dev.openmemory.distill.llm.EndpointLlm")
              .getConstructor(settings)
              .newInstance(given);
      Class<?> port = without.loadClass("dev.openmemory.distill.Llm");
      assertThat(port.getMethod("name").invoke(llm)).isEqualTo("qwen3:8b");
      Class<?> splitter = without.loadClass("dev.openmemory.distill.PassageSplitter");
      Object distiller =
          without
              .loadClass("dev.openmemory.distill.llm.LlmDistiller")
              .getConstructor(port, splitter)
              .newInstance(llm, null);
      assertThat(
              without
                  .loadClass("dev.openmemory.distill.Distiller")
                  .getMethod("readsContext")
                  .invoke(distiller))
          .isEqualTo(true);
    }
  }

  private static URL[] classPath() {
    return Stream.of(
            EndpointLlm.class,
            ObjectMapper.class,
            JsonFactory.class,
            JsonInclude.class,
            Logger.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .toArray(URL[]::new);
  }
}
