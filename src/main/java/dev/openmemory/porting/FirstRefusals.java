package dev.openmemory.porting;

import java.util.ArrayList;
import java.util.List;

/** Keeps what is told first, for a person: thousands of refusals have one cause. For one thread. */
public final class FirstRefusals implements Refusals {

  private final int most;
  private final List<Refused> kept = new ArrayList<>();

  /**
   * @param most how many are kept
   */
  public FirstRefusals(int most) {
    this.most = most;
  }

  /**
   * A line or item that could not be used.
   *
   * @param place where it is, such as {@code line 17}
   * @param problem what is wrong with it
   */
  public record Refused(String place, String problem) {}

  @Override
  public void refused(String place, String problem) {
    if (kept.size() < most) {
      kept.add(new Refused(place, problem));
    }
  }

  /** The first ones, in the order in which they came. */
  public List<Refused> kept() {
    return List.copyOf(kept);
  }
}
