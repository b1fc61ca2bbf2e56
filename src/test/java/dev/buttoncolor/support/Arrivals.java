package dev.buttoncolor.support;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.ReceivedRequests.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How often events came to a Statsig whose clients are killed: twice only if that explains it. */
public final class Arrivals {

  private final FakeStatsig statsig;
  private final int instances;
  private final List<Integer> requestsAtKills = new ArrayList<>();

  /**
   * @param instances that post at the same time
   */
  public Arrivals(FakeStatsig statsig, int instances) {
    this.statsig = statsig;
    this.instances = instances;
  }

  /** A process was killed, and its last post has come. */
  public void killed() {
    requestsAtKills.add(statsig.received().count());
  }

  /**
   * Fails if an event came twice, unless it came first in one of the last posts before a kill.
   *
   * @param identity tells one event from all others
   */
  public void assertOnce(Function<Event, Object> identity) {
    Map<Object, List<Event>> arrivals =
        statsig.received().events().stream().collect(Collectors.groupingBy(identity));
    for (List<Event> each : arrivals.values()) {
      boolean once = each.size() == 1;
      assertTrue(once || each.size() == 2 && mayBeRepeated(each.get(0)), each::toString);
    }
  }

  private boolean mayBeRepeated(Event event) {
    int number = event.request().number();
    return requestsAtKills.stream()
        .anyMatch(count -> number < count && number >= count - 4 * instances); // specs between
  }
}
