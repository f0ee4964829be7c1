package dev.openmemory.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.model.Actor;
import dev.openmemory.model.DistillerKind;
import dev.openmemory.model.Maker;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import dev.openmemory.storage.ScoredId;
import dev.openmemory.storage.StoreReader;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineTest extends PipelineFixture {

  @Test
  void aMessageIsKeptAsItWasSaidBesideItsFacts() {
    String text = "Hello!\n= User lives in Berlin\n= User likes cats";
    Committed committed = say(text);
    assertThat(told(committed)).containsExactly("+ User lives in Berlin", "+ User likes cats");
    assertThat(listed()).containsExactly("User likes cats", "User lives in Berlin");
    Memory fact = committed.outcomes().get(0).memory();
    assertThat(fact.provenance().distiller()).isEqualTo(DistillerKind.RULES);
    assertThat(fact.provenance().maker()).isEqualTo(new Maker("lines", "1"));
    assertThat(passage(fact).text()).isEqualTo(text);
  }

  private Memory passage(Memory fact) {
    return store.read(
        r -> {
          MemoryId id =
              r.passagesOf(List.of(fact.id())).values().iterator().next().iterator().next();
          return r.memory(id).orElseThrow();
        });
  }

  @Test
  void aMessageWithoutFactsIsListedAsItWasSaid() {
    assertThat(told(say("What a day"))).containsExactly("+ What a day");
    assertThat(told(say("= User lives in Berlin", false)))
        .containsExactly("+ = User lives in Berlin");
    assertThat(listed()).containsExactly("= User lives in Berlin", "What a day");
  }

  @Test
  void anAnswerNeverShowsAPassageBesideAFactOfIt() {
    String text = "Zebras are so nice\n= User keeps a zebra\n= User lives in Berlin";
    say(text);
    assertThat(found("Zebras are so nice")).containsExactly(text);
    assertThat(found("User keeps a zebra")).startsWith("User keeps a zebra").doesNotContain(text);
  }

  @Test
  void aRepeatedMessageIsASightingOfItsPassageAndOfItsFacts() {
    String text = "Hello!\n= User lives in Berlin";
    Memory first = say(text).outcomes().get(0).memory();
    Committed again = say(text);
    assertThat(told(again)).containsExactly("= User lives in Berlin");
    assertThat(again.outcomes().get(0).memory().sightings()).isEqualTo(2);
    assertThat(passage(first).sightings()).isEqualTo(2);
    assertThat(listed()).containsExactly("User lives in Berlin");
  }

  @Test
  void aRepeatedFactCoversTheNewPassageToo() {
    Memory fact = say("Hello!\n= User lives in Berlin").outcomes().get(0).memory();
    say("By the way, zebras\n= User lives in Berlin\n= User keeps a zebra");
    assertThat(listed()).containsExactly("User keeps a zebra", "User lives in Berlin");
    store.write(
        w -> {
          w.update(fact.withState(State.DELETED, NOON), null);
          return true;
        });
    assertThat(found("Where in Berlin does the user live?")).containsExactly("User keeps a zebra");
  }

  @Test
  void aPassageThatWasKeptWithoutFactsIsCoveredWhenTheyAreMade() {
    String text = "Hello!\n= User lives in Berlin";
    say(text, false);
    assertThat(told(say(text))).containsExactly("+ User lives in Berlin");
    assertThat(listed()).containsExactly("User lives in Berlin");
  }

  @Test
  void aPassageThatSaysJustWhatAFactSaysIsCoveredByIt() {
    say("Acme deploys on AWS", false);
    say("As you know:\n= Acme deploys on AWS");
    assertThat(listed()).containsExactly("Acme deploys on AWS");
    assertThat(found("What does Acme deploy on?")).containsOnlyOnce("Acme deploys on AWS");
  }

  private List<String> entities() {
    return store.read(
        r ->
            r.entitiesIn(ACTIVE, "", 50).stream()
                .map(known -> known.entity().name() + " " + known.memories())
                .sorted()
                .toList());
  }

  @Test
  void namesThatMeanOneThingAreOneEntity() {
    say("= Alice Chen works at Acme Corp|Alice Chen:person --works_at-> Acme Corp:company");
    say("= Alice likes tea|Alice:person --likes-> tea");
    say("= ACME deploys on AWS|ACME --deploys_on-> AWS:product");
    say("= The user knows Alice's boss|User --knows-> Alice's:person");
    assertThat(entities())
        .containsExactly("AWS 1", "Acme Corp 2", "Alice Chen 3", "User 1", "tea 1");
  }

  @Test
  void aFirstNameThatTwoPersonsBearIsAPersonOfItsOwn() {
    say("= Alice Chen likes tea|Alice Chen:person --likes-> tea");
    say("= Alice Smith likes cake|Alice Smith:person --likes-> cake");
    say("= Alice likes rain|Alice:person --likes-> rain");
    say("= Bob likes snow|Bob:person --likes-> snow");
    say("= Bob Jones likes hail|Bob Jones:person --likes-> hail");
    assertThat(entities()).contains("Alice 1", "Alice Chen 1", "Alice Smith 1", "Bob Jones 2");
  }

  @Test
  void theUsersNameMeansTheUser() {
    say("= User is called Anna|User --named-> Anna:person");
    say("= Anna works at Acme|Anna:person --works_at-> Acme:company");
    assertThat(entities()).contains("User 2", "Acme 1");
  }

  @Test
  void aThingOfAnotherKindIsAnotherThing() {
    say("= Paris likes tea|Paris:person --likes-> tea");
    say("= User was in Paris|User --related_to-> Paris:place");
    assertThat(entities()).contains("Paris 1");
    assertThat(entities().stream().filter(e -> e.startsWith("Paris"))).hasSize(2);
  }

  @Test
  void aShortAnswerIsFoundByTheQuestionThatItAnswersAndStillRepeatsOnlyItself() {
    Scope run = new Scope("alice", null, "chat", null);
    pipeline.run(
        conversation(run, "Did you repair the old sailing boat?", "Yes, at last, on Friday!"));
    pipeline.run(conversation(run, "What did the dentist say?"));
    Committed later = pipeline.run(conversation(run, "No cavities this time."));
    float[] boat = embedder.query("sailing boat");
    float[] dentist = embedder.query("dentist");
    MemoryFilter filter = MemoryFilter.active(run, NOON);
    store.<Object>read(
        r -> {
          assertThat(texts(r, r.nearest(boat, filter, 2)))
              .containsExactlyInAnyOrder(
                  "Did you repair the old sailing boat?", "Yes, at last, on Friday!");
          assertThat(texts(r, r.nearest(dentist, filter, 2)))
              .containsExactlyInAnyOrder("What did the dentist say?", "No cavities this time.");
          return r;
        });
    assertThat(told(later)).containsExactly("+ No cavities this time.");
    assertThat(told(pipeline.run(conversation(run, "And the teeth?", "No cavities, this time."))))
        .contains("= No cavities this time.");
  }

  static Submission conversation(Scope scope, String... texts) {
    List<Submission.Utterance> said =
        Arrays.stream(texts).map(text -> new Submission.Utterance(Actor.USER, text, NOON)).toList();
    return new Submission(said, scope, "test", false, null, Metadata.EMPTY, NOON);
  }

  static List<String> texts(StoreReader reader, List<ScoredId> hits) {
    return hits.stream().map(hit -> reader.memory(hit.id()).orElseThrow().text()).toList();
  }
}
