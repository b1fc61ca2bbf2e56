package dev.buttoncolor.experiment;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/**
 * Remembers for a while what was found out, to be found out again where it is forgotten. A
 * direct-mapped cache, as processors have: each key has one place, which the next key with that
 * place takes over; so it never grows, whoever comes.
 *
 * <p>Safe for use by many threads.
 *
 * @param <K> by which it is asked for
 * @param <V> what is remembered
 */
public final class Recent<K, V> {

  private final AtomicReferenceArray<Entry<K, V>> places;
  private final long nanos;

  private record Entry<K, V>(K key, V value, long nanoTime) {}

  /**
   * @param places how many there are: a power of two
   * @param remembered for how long, at most
   */
  public Recent(int places, Duration remembered) {
    this.places = new AtomicReferenceArray<>(places);
    this.nanos = remembered.toNanos();
  }

  /** What is remembered for the key. */
  public Optional<V> find(K key) {
    Entry<K, V> found = places.getAcquire(place(key));
    return found != null && found.key().equals(key) && System.nanoTime() - found.nanoTime() < nanos
        ? Optional.of(found.value())
        : Optional.empty();
  }

  /** What is remembered for the key; or else what is made for it, from now on remembered. */
  public V get(K key, Function<K, V> make) {
    return find(key)
        .orElseGet(
            () -> {
              V made = make.apply(key);
              add(key, made);
              return made;
            });
  }

  /** Remembers the value. */
  public void add(K key, V value) {
    places.setRelease(place(key), new Entry<>(key, value, System.nanoTime()));
  }

  private int place(K key) {
    int hash = key.hashCode();
    return (hash ^ (hash >>> 16)) & (places.length() - 1);
  }
}
