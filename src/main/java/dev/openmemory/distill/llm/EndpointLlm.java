package dev.openmemory.distill.llm;

import dev.openmemory.config.Configuration;
import dev.openmemory.config.LlmSettings;
import dev.openmemory.distill.Llm;
import dev.openmemory.model.DistillerKind;
import dev.openmemory.model.UnavailableException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A language model at a configured endpoint. It is asked again while it is busy and there is time,
 * and left alone while it is down: then a question fails at once.
 */
public final class EndpointLlm implements Llm {

  private static final Logger LOG = LoggerFactory.getLogger(EndpointLlm.class);

  private static final Duration FIRST_BACK_OFF = Duration.ofMillis(500);
  private static final int MOST_TRIES = 4;
  private static final Question PROBE =
      new Question("Answer with one word.", List.of(new Turn(false, "Ready?")), null, 16);

  private final LlmSettings settings;
  private final CircuitBreaker breaker;
  private final Duration firstBackOff;
  private volatile Exchange.@Nullable Form form;
  private @Nullable HttpClient client;

  /**
   * The model that the settings name, if they name one.
   *
   * @throws dev.openmemory.model.MisconfiguredException if something that it needs is not set
   */
  public static Optional<Llm> configured(Configuration configuration) {
    return configuration.llm().map(EndpointLlm::new);
  }

  /** A model that nobody has asked yet; nothing is sent before the first question. */
  public EndpointLlm(LlmSettings settings) {
    this(settings, System::nanoTime, FIRST_BACK_OFF);
  }

  EndpointLlm(LlmSettings settings, LongSupplier nanoTime, Duration firstBackOff) {
    this.settings = settings;
    this.breaker = new CircuitBreaker(nanoTime);
    this.firstBackOff = firstBackOff;
  }

  @Override
  public DistillerKind kind() {
    return DistillerKind.LLM;
  }

  @Override
  public String name() {
    return settings.model();
  }

  @Override
  public int contextTokens() {
    return settings.contextTokens();
  }

  @Override
  public Answer ask(Question question) {
    Optional<String> open = breaker.problem();
    if (open.isPresent()) {
      if (breaker.takesProbe()) {
        probe();
      }
      throw unavailable(open.get() + "; not asked again until it answers a test");
    }
    return asked(question);
  }

  /** Asks, whatever the breaker says, and tells it what came of it. */
  private Answer asked(Question question) {
    try {
      Answer answer = patiently(question, Deadline.in(settings.timeout()));
      breaker.succeeded();
      return answer;
    } catch (EndpointFailure e) {
      if (e.kind() == EndpointFailure.Kind.REFUSED) {
        breaker.succeeded(); // it is there, and minds this question only
      } else {
        breaker.failed(e.problem(), e.retryAfter());
      }
      throw unavailable(e.problem());
    }
  }

  private Answer patiently(Question question, Deadline deadline) {
    Duration backOff = firstBackOff;
    for (int tried = 1; ; tried++) {
      try {
        return once(question, deadline);
      } catch (EndpointFailure e) {
        if (e.kind() != EndpointFailure.Kind.BUSY || tried == MOST_TRIES) {
          throw e;
        }
        Duration asked = e.retryAfter();
        Duration wait = asked == null ? jittered(backOff) : asked;
        if (wait.compareTo(deadline.left()) >= 0) {
          throw e;
        }
        pause(wait, e);
        backOff = backOff.multipliedBy(2);
      }
    }
  }

  /** Asks in the form that the endpoint is known to take, or finds out which it takes. */
  private Answer once(Question question, Deadline deadline) {
    Exchange exchange = new Exchange(settings, new Transport(client(), deadline));
    Exchange.Form known = form;
    Exchange.Form tried = known == null ? Exchange.Form.SCHEMA_AND_TEMPERATURE : known;
    while (true) {
      try {
        Answer answer = exchange.ask(question, tried);
        if (question.schema() != null) {
          form = tried;
        }
        return answer;
      } catch (EndpointFailure e) {
        if (e.kind() != EndpointFailure.Kind.REFUSED
            || known != null
            || tried == Exchange.Form.PLAIN) {
          throw e;
        }
        tried = tried.plainer();
      }
    }
  }

  private void probe() {
    Thread thread =
        new Thread(
            () -> {
              try {
                asked(PROBE);
                LOG.info("the language model answers again");
              } catch (UnavailableException e) {
                LOG.debug("the language model is still not there: {}", e.problem());
              }
            },
            "language-model-probe");
    thread.setDaemon(true);
    thread.start();
  }

  private static void pause(Duration wait, EndpointFailure why) {
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw why;
    }
  }

  private static Duration jittered(Duration backOff) {
    return Duration.ofMillis(
        ThreadLocalRandom.current().nextLong(backOff.toMillis(), backOff.toMillis() * 3 / 2 + 2));
  }

  private synchronized HttpClient client() {
    HttpClient made = client;
    if (made == null) {
      made =
          HttpClient.newBuilder()
              // The offer to upgrade to HTTP/2 makes some local servers drop the request.
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(Duration.ofSeconds(10))
              .build();
      client = made;
    }
    return made;
  }

  private UnavailableException unavailable(String problem) {
    return new UnavailableException(
        settings.provider().key() + " at " + place() + ": " + problem,
        "Look whether the server runs and has the model " + settings.model() + ".");
  }

  private String place() {
    int port = settings.baseUrl().getPort();
    return settings.baseUrl().getHost() + (port < 0 ? "" : ":" + port);
  }
}
