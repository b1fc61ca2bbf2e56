package dev.buttoncolor.web.landing;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.buttoncolor.experiment.VisitorId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells from the last visits by address whether many visitors seem to be one. It needs a majority
 * of them, since any single client can send any header. Safe for use by many threads.
 */
public final class RecentVisits {

  private static final Logger LOG = LoggerFactory.getLogger(RecentVisits.class);

  private static final int KEPT = 200;

  /** Before so many visits they are not looked at: it may be an operator who tries something. */
  private static final int FEW = 10;

  private static final String ONE_ADDRESS =
      ("More than half of the last %d visits came from one address, which is one visitor. It may be"
              + " a class behind one address, or a proxy that TRUSTED_PROXIES does not name.")
          .formatted(KEPT);

  /** A rate is 0 to 1; a group's name is percent-encoded, without a broken percent sign. */
  private static final Pattern RATE =
      Pattern.compile(
          "\\G((?:[\\w.*+-]|%[0-9A-F]{2}){1,500})=(0(?:\\.[0-9]{1,20})?|1(?:\\.0{1,20})?)(?:&|$)");

  private record Visit(VisitorId visitor, Optional<String> fault) {}

  /** The true rates of the last simulated visitor, by group. */
  private record Simulated(Map<String, Double> rates, Instant at) {}

  private final Queue<Visit> last = new ArrayDeque<>();
  private final Set<String> logged = new HashSet<>();
  private int visits;
  private volatile Optional<String> misconfiguration = Optional.empty();
  private volatile Optional<String> oneAddress = Optional.empty();
  private volatile Simulated simulated = new Simulated(Map.of(), Instant.MIN);

  synchronized void add(VisitorId visitor, Optional<String> fault) {
    last.add(new Visit(visitor, fault));
    if (last.size() > KEPT) {
      last.remove();
    }
    visits++;
    if (visits % Math.max(FEW, last.size() / 4) == 0) { // all that wait for the lock wait for it
      look();
    }
  }

  private void look() {
    misconfiguration = mostFrequent(Visit::fault, last.size() / 2).flatMap(fault -> fault);
    oneAddress = mostFrequent(Visit::visitor, KEPT / 2).map(visitor -> ONE_ADDRESS);
    Stream.of(misconfiguration, oneAddress)
        .flatMap(Optional::stream)
        .filter(logged::add)
        .forEach(LOG::warn);
  }

  /** The value that more than so many visits have. */
  private <T> Optional<T> mostFrequent(Function<Visit, T> value, int moreThan) {
    return last.stream().collect(groupingBy(value, counting())).entrySet().stream()
        .filter(entry -> entry.getValue() > moreThan)
        .map(Map.Entry::getKey)
        .findAny();
  }

  /** What is wrong with {@code TRUSTED_PROXIES}; empty if the visits do not show anything. */
  public Optional<String> misconfiguration() {
    return misconfiguration;
  }

  /** Says so if one address makes more than half of the visits, which may be as it should be. */
  public Optional<String> oneAddress() {
    return oneAddress;
  }

  /** Takes {@code Blue=0.1&Dark+red=0.12}; ignores anything else: any client can send it. */
  void addSimulated(String rates, Instant at) {
    Map<String, Double> byGroup = new HashMap<>();
    Matcher matcher = RATE.matcher(rates);
    while (matcher.find()) {
      String group = URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8);
      byGroup.put(group, Double.parseDouble(matcher.group(2)));
    }
    simulated = new Simulated(byGroup, at);
  }

  /** The true rates of the visitors who were simulated between two times; empty if none was. */
  public Map<String, Double> trueRates(Instant from, Instant to) {
    Simulated last = simulated;
    return last.at.isBefore(from) || last.at.isAfter(to) ? Map.of() : last.rates;
  }
}
