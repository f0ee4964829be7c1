package dev.openmemory.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuccessionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "User uses VS Code|User switched from VS Code to Neovim",
        "User prefers tea|User switched from tea to coffee last month",
        "User lives in Berlin|User moved from Berlin to Lisbon",
        "User drives a Golf|User replaced the Golf with a bicycle",
        "User works at Acme|User no longer works at Acme",
        "User plays the cello|User stopped playing the cello",
        "User eats meat|User does not eat meat anymore",
        "User prefers tabs over spaces|User now prefers spaces over tabs",
        "User's favourite colour is green|User's favourite colour is blue",
        "User has 12 employees|User has 15 employees",
        "The launch is on May 3|The launch is on May 10",
        "The server runs v2.1|The server runs v2.2",
        "The API has a daily quota of 1,000 calls|The API has a new daily quota of 1,200 calls",
        "The unit test coverage of the API module is 65%|Unit test coverage of the API module has improved to 78%",
        "The dashboard API has a response time of 800ms|The dashboard API response time recently improved to 250ms",
        "The standup starts at 9:30|The standup starts at 10:00",
        "Rent costs $1,200|Rent costs $1,350",
      })
  void aLaterFactTakesThePlaceOfAnEarlierOne(String earlier, String later) {
    assertThat(Succession.verdict(later, earlier)).isEqualTo(Succession.Verdict.REPLACES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "User lives in Berlin|User likes Berlin",
        "User lives in Berlin|User plans to move to Lisbon",
        "User uses Python at work|User uses Rust at home",
        "User ran 5 km on Monday|User ran 7 km on Tuesday",
        "User has 2 cats|User's sister has 3 cats",
        "Alice has 2 cats|Bob has 3 cats",
        "User has 2 cats|User has 3 dogs",
        "User visited Rome in 2019|User visited Rome in 2021",
        "User finished sprint 1 on March 29|User works on sprint 2 until April 19",
        "User bought 3 books for $40|User bought 2 books for $25",
        "User used to live in Berlin|User no longer works at Acme",
        "User likes tea|User likes coffee",
        "User prefers tea over coffee|User prefers cats over dogs",
        "User's favourite colour is green|User's favourite film is Alien",
        "User has a meeting with Bob on May 3|User has a meeting with Eve on May 10",
        "User wants 10 employees|User has 15 employees",
        "User uses Postgres 15 for the shop|User switched from MySQL to Redis for the cache",
        "User has completed 5 coin toss problems|User has completed 8 dice roll problems",
        "User likes hiking and uses Komoot|User switched from Strava to Komoot",
        "User's son is 7 years old|User's daughter is 9 years old",
        "User weighs 80 kg|User's dog weighs 20 kg",
      })
  void factsThatCanBothBeTrueBothStand(String earlier, String later) {
    assertThat(Succession.verdict(later, earlier)).isEqualTo(Succession.Verdict.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "User has an API key for the weather project|User has never obtained an API key for the weather project",
        "User has integrated Flask-Login into the app|User has never integrated Flask-Login",
        "User likes mushrooms|User dislikes mushrooms",
        "User is not allergic to peanuts|User is allergic to peanuts",
        "User has completed 15 triangle classification problems|User has never attempted any triangle classification problems",
      })
  void factsThatCannotBothBeTrueContradictEachOther(String earlier, String later) {
    assertThat(Succession.verdict(later, earlier)).isEqualTo(Succession.Verdict.CONTRADICTS);
  }
}
