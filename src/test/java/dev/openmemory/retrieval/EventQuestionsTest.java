package dev.openmemory.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.Engines;
import dev.openmemory.engine.RecallRequest;
import dev.openmemory.engine.RememberRequest;
import dev.openmemory.model.Actor;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.Scope;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions that tell a time by an event, asked of what one person said over two years. */
class EventQuestionsTest {

  private static final Caller CALLER = new Caller("test");

  /** Day and what was said on it. */
  private static final String DIARY =
      """
      2024-01-08 I work as a line cook at the Blue Heron, and the evenings are long.
      2024-01-08 My Nokia phone still works, though the camera is poor.
      2024-01-15 I drive an old Volvo to work every morning.
      2024-01-20 For dinner I cooked lentil soup in the small pot.
      2024-01-29 I work out before my shift, mostly rowing.
      2024-02-03 Carla said that a big party makes her nervous.
      2024-02-10 I would love to live in Berlin one day.
      2024-02-11 I want to get a bigger oven, this one burns everything.
      2024-02-15 I cooked dumplings with Tomas, forty of them.
      2024-02-20 I started to learn the cello, my teacher is Mrs Okafor.
      2024-02-25 Carla said that my dumplings were the best she ever had.
      2024-03-02 New job: I am a pastry chef at the Linden Cafe now.
      2024-03-05 The Samsung phone that I use now has a cracked screen.
      2024-03-12 On Tuesdays I play badminton with Tomas.
      2024-03-15 I lost my scarf at the cinema.
      2024-03-20 My doctor is Dr Hale, on Mill Road.
      2024-03-28 I ate too many scones at the cafe.
      2024-04-02 I cooked a fish stew, and it was too salty.
      2024-04-08 I read a thick biography of a violinist.
      2024-04-14 My flat in Leeds costs 700 a month.
      2024-04-18 I drink four coffees on a shift, which is too much.
      2024-04-22 Should I move to Berlin, what do you think?
      2024-04-27 For sport I sometimes swim at the old baths.
      2024-05-04 Carla said she would rather elope than dance in front of everybody.
      2024-05-11 I moved to Berlin today, all the boxes are in the hall.
      2024-05-14 My flat in Neukoelln costs 950 a month.
      2024-05-17 I lost my way twice on the ring train.
      2024-05-20 I work at a hotel kitchen near the station now, on the breakfast shift.
      2024-05-28 My doctor is Dr Brandt, around the corner.
      2024-06-03 I sold the Volvo and ride a bicycle to work.
      2024-06-09 On Thursdays I climb with Jonas at the boulder hall.
      2024-06-12 I cooked asparagus for the neighbours.
      2024-06-22 We were at Carla's wedding, it was in a barn and everybody danced.
      2024-06-23 Carla said it was the best day of her life.
      2024-06-25 Carla said she wants to keep her own name.
      2024-07-10 I bought the Pixel, it takes good photos at night.
      2024-07-15 With the phone I film my cello practice.
      2024-07-20 I ate a whole melon on the balcony.
      2024-07-25 I read a crime novel at the lake.
      2024-08-03 I landed in Japan this morning and the heat is unbelievable.
      2024-08-05 I ate cold soba noodles at a counter with six seats.
      2024-08-07 I bought a blue bowl at a market in Kyoto.
      2024-08-09 I lost my umbrella on the train to Nara.
      2024-08-12 I am still in Japan, and bought a knife from an old smith in Sakai.
      2024-08-20 I ate a currywurst at the airport, home again.
      2024-09-02 I lost my keys at the lake and had to call a locksmith.
      2024-09-05 I ate plum cake at Jonas's place.
      2024-09-14 The new oven was delivered, finally one with a fan.
      2024-09-16 I cooked a lasagne, and the edges were crisp.
      2024-09-30 I baked two loaves of rye bread.
      2024-10-01 We walk along the canal on Sundays, Jonas and I.
      2024-10-12 I cooked duck with plums for Jonas and his sister.
      2024-10-20 Carla said that she is tired of her office.
      2024-10-28 I cooked a pumpkin curry in the oven dish.
      2024-11-02 I broke my wrist at the boulder hall.
      2024-11-05 I listen to audiobooks all day, a long one about whales.
      2024-11-09 I read the novel about the lighthouse keeper twice.
      2024-11-20 Carla said that reading aloud helps her sleep.
      2024-12-01 I took up drawing, with the left hand.
      2025-01-10 We adopted Biscuit, a small brown dog with one ear up.
      2025-01-12 We walk in the Hasenheide park every evening.
      2025-01-20 I ate a doughnut that Biscuit wanted.
      2025-02-01 I got the promotion, I am the head of the breakfast kitchen.
      2025-02-03 I celebrated with oysters, and I was sick all night.
      2025-02-17 I start at five in the morning and have four people under me.
      2025-02-20 I lost two kilos somehow.
      2025-03-01 I feel tired after every shift.
      2025-03-08 The company was sold, and our new boss is called Mr Petri.
      2025-03-20 I stopped drinking coffee, it made me shake.
      2025-03-25 I drink rooibos in the morning.
      2025-04-11 I ran the half marathon in two hours and four minutes.
      2025-04-12 My knees hurt so much that I went down the stairs backwards.
      2025-04-28 I feel strong these days.
      2025-05-02 I handed in my notice at the hotel.
      2025-05-10 Jonas said that I should write a book.
      2025-05-20 I was a guest in many restaurants, and took notes on each.
      2025-06-15 I opened my own bakery, with a blue door.
      2025-06-20 The best seller is a cardamom bun.
      2025-07-04 Jonas said that the bakery smells like his childhood.
      2025-07-12 I work six days a week, and I like it.
      2025-08-01 I cooked nothing but toast in this heat.
      2025-08-15 Carla said that she is expecting a child.
      2025-08-20 I made a lamp out of a bottle.
      2025-09-09 I signed up for a pottery class.
      2025-09-20 I made a crooked bowl in the pottery class.
      2025-10-02 I ate soup at a stand by the river.
      2025-10-10 I sleep badly, and I am up at three.
      """;

  /** A question, and some of the only memory that answers it. */
  private static final String QUESTIONS =
      """
      What was my job before I moved to Berlin? | pastry chef
      How much was my rent before I moved to Berlin? | 700 a month
      How much is the rent since I moved to Berlin? | 950 a month
      Who was my doctor until I moved to Berlin? | Dr Hale
      Which doctor do I see since I moved to Berlin? | Dr Brandt
      What sport did I do before moving to Berlin? | badminton
      What did Carla say after the wedding? | own name
      What did Carla say before the wedding? | elope
      Which phone did I use until I bought the Pixel? | Samsung
      What have I cooked since I got the new oven? | duck with plums
      What have I cooked since I got the new oven? | lasagne
      What have I cooked since I got the new oven? | pumpkin curry
      What did I cook before the new oven was delivered? | fish stew
      What did I cook before the new oven was delivered? | asparagus
      What did I eat while I was in Japan? | soba
      What did I lose while I was in Japan? | umbrella
      What did I lose after I was in Japan? | keys
      What did I read after I broke my wrist? | lighthouse
      How did I get to work before I sold the Volvo? | old Volvo
      What did I eat after I got the promotion? | oysters
      Where do we walk since we adopted Biscuit? | Hasenheide
      What do I drink since I stopped drinking coffee? | rooibos
      How did I feel after I ran the half marathon? | knees
      What did I do after I handed in my notice at the hotel? | guest in many
      Where did I work before I opened my own bakery? | hotel kitchen
      What did Jonas say after I opened the bakery? | childhood
      What have I made since I signed up for the pottery class? | crooked bowl
      """;

  /** At which rank the memory that answers stands without the signal and with it. */
  private record Ranks(String question, int without, int with) {

    @Override
    public String toString() {
      return question + " " + without + " → " + with;
    }
  }

  private static int rank(Engine engine, String question, String answer, boolean event) {
    List<String> found =
        engine
            .recall(
                new RecallRequest(
                    question,
                    Scope.user("ann"),
                    100,
                    null,
                    false,
                    CALLER,
                    null,
                    event ? Map.of() : Map.of(EventSignal.NAME, 0.0)))
            .hits()
            .stream()
            .map(hit -> hit.memory().text())
            .toList();
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i).contains(answer)) {
        return i + 1;
      }
    }
    throw new AssertionError(question + " is answered by nothing");
  }

  private static void remember(Engine engine) {
    for (String line : DIARY.lines().toList()) {
      String day = line.substring(0, 10);
      engine.remember(
          new RememberRequest(
              List.of(new RememberRequest.Said(Actor.USER, line.substring(11), null)),
              new Scope("ann", null, day, null),
              CALLER,
              false,
              Instant.parse(day + "T18:00:00Z"),
              null,
              Metadata.EMPTY));
    }
  }

  @Test
  void whatLiesOnTheRightSideOfTheEventRanksHigher(@TempDir Path folder) {
    Clock clock = Clock.fixed(Instant.parse("2025-11-01T12:00:00Z"), ZoneOffset.UTC);
    List<Ranks> ranks = new ArrayList<>();
    try (Engine engine = Engines.open(folder.resolve("memory.db"), clock)) {
      remember(engine);
      for (String line : QUESTIONS.lines().toList()) {
        String[] parts = line.split(" \\| ");
        ranks.add(
            new Ranks(
                parts[0],
                rank(engine, parts[0], parts[1], false),
                rank(engine, parts[0], parts[1], true)));
      }
    }
    assertThat(ranks)
        .allSatisfy(each -> assertThat(each.with()).isLessThanOrEqualTo(each.without()));
    assertThat(ranks.stream().filter(each -> each.with() < each.without()))
        .as(ranks.toString())
        .hasSizeGreaterThanOrEqualTo(12);
    double without = ranks.stream().mapToInt(Ranks::without).average().orElseThrow();
    double with = ranks.stream().mapToInt(Ranks::with).average().orElseThrow();
    assertThat(with).as("mean rank").isLessThan(0.8 * without);
  }
}
