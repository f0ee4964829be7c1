package dev.openmemory.distill.llm;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.output.TokenUsage;
import dev.openmemory.config.LlmSettings;
import dev.openmemory.distill.Llm;
import dev.openmemory.model.Secret;
import java.util.ArrayList;
import java.util.List;

/**
 * One question to an endpoint and its answer, in the words of the provider's API. The only class
 * that names LangChain4j's models, so that they are loaded when the first question is asked.
 */
final class Exchange {

  /** How long Ollama keeps the model loaded after a question: conversations pause. */
  private static final int KEEP_ALIVE_SECONDS = 1_800;

  private final LlmSettings settings;
  private final Transport transport;

  Exchange(LlmSettings settings, Transport transport) {
    this.settings = settings;
    this.transport = transport;
  }

  /**
   * How much is asked of an endpoint besides the words. Not every server and model takes all of it,
   * and those that do not answer with an error.
   */
  enum Form {
    SCHEMA_AND_TEMPERATURE,
    SCHEMA,
    PLAIN;

    Form plainer() {
      return this == SCHEMA_AND_TEMPERATURE ? SCHEMA : PLAIN;
    }
  }

  /**
   * Asks once.
   *
   * @throws EndpointFailure if there is no answer
   */
  Llm.Answer ask(Llm.Question question, Form form) {
    try {
      ChatModel model =
          switch (settings.provider()) {
            case OLLAMA -> ollama(question, form);
            case OPENAI -> openAi(question, form);
            case ANTHROPIC -> anthropic(question, form);
          };
      return answer(model.chat(request(question, form)));
    } catch (EndpointFailure e) {
      throw e;
    } catch (RuntimeException e) {
      // LangChain4j met an answer that is JSON and not of this API; its message may quote it
      throw EndpointFailure.down("what it answers is not the API of " + settings.provider().key());
    }
  }

  private static ChatRequest request(Llm.Question question, Form form) {
    List<ChatMessage> messages = new ArrayList<>();
    messages.add(SystemMessage.from(question.system()));
    for (Llm.Turn turn : question.turns()) {
      messages.add(turn.fromModel() ? AiMessage.from(turn.text()) : UserMessage.from(turn.text()));
    }
    ChatRequest.Builder request = ChatRequest.builder().messages(messages);
    String schema = question.schema();
    if (schema != null && form != Form.PLAIN) {
      request.responseFormat(
          ResponseFormat.builder()
              .type(ResponseFormatType.JSON)
              .jsonSchema(
                  JsonSchema.builder()
                      .name("answer")
                      .rootElement(JsonRawSchema.from(schema))
                      .build())
              .build());
    }
    return request.build();
  }

  private static Llm.Answer answer(ChatResponse response) {
    TokenUsage usage = response.tokenUsage();
    String text = response.aiMessage().text();
    return new Llm.Answer(
        text == null ? "" : text,
        response.modelName(),
        usage == null ? 0 : count(usage.inputTokenCount()),
        usage == null ? 0 : count(usage.outputTokenCount()));
  }

  private static long count(@org.jspecify.annotations.Nullable Integer tokens) {
    return tokens == null ? 0 : tokens;
  }

  private ChatModel ollama(Llm.Question question, Form form) {
    return OllamaChatModel.builder()
        .httpClientBuilder(transport)
        .baseUrl(settings.baseUrl().toString())
        .customHeaders(
            settings
                .apiKey()
                .map(key -> java.util.Map.of("Authorization", "Bearer " + key.reveal()))
                .orElse(java.util.Map.of()))
        .modelName(settings.model())
        .temperature(form == Form.SCHEMA_AND_TEMPERATURE ? 0.0 : null)
        .numPredict(question.maxOutputTokens())
        .numCtx(settings.contextTokens())
        .think(form == Form.PLAIN ? null : false)
        .defaultRequestParameters(
            OllamaChatRequestParameters.builder().keepAlive(KEEP_ALIVE_SECONDS).build())
        .maxRetries(0)
        .logRequests(false)
        .logResponses(false)
        .build();
  }

  private ChatModel openAi(Llm.Question question, Form form) {
    OpenAiChatModel.OpenAiChatModelBuilder builder =
        OpenAiChatModel.builder()
            .httpClientBuilder(transport)
            .baseUrl(settings.baseUrl().toString())
            .modelName(settings.model())
            .temperature(form == Form.SCHEMA_AND_TEMPERATURE ? 0.0 : null)
            .strictJsonSchema(true)
            .maxRetries(0);
    settings.apiKey().map(Secret::reveal).ifPresent(builder::apiKey);
    // OpenAI's newer models know no max_tokens, other servers know nothing else.
    boolean openAisOwn = settings.baseUrl().toString().equals(LlmSettings.Provider.OPENAI.home());
    return openAisOwn
        ? builder.maxCompletionTokens(question.maxOutputTokens()).build()
        : builder.maxTokens(question.maxOutputTokens()).build();
  }

  private ChatModel anthropic(Llm.Question question, Form form) {
    return AnthropicChatModel.builder()
        .httpClientBuilder(transport)
        .baseUrl(settings.baseUrl().toString())
        .apiKey(settings.apiKey().map(Secret::reveal).orElse("none"))
        .modelName(settings.model())
        .temperature(form == Form.SCHEMA_AND_TEMPERATURE ? 0.0 : null)
        .maxTokens(question.maxOutputTokens())
        .maxRetries(0)
        .build();
  }
}
