package dev.buttoncolor.experiment;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** How often each of several things has happened in this process. Safe for use by many threads. */
final class Occurrences {

  private final Map<String, LongAdder> times = new ConcurrentHashMap<>();

  void add(String what) {
    times.computeIfAbsent(what, first -> new LongAdder()).increment();
  }

  Map<String, Long> times() {
    return times.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().sum()));
  }
}
